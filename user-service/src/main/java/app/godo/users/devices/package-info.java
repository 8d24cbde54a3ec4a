/** The devices a person wants to be told things on. */
package app.godo.users.devices;
