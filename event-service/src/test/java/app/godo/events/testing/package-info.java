/** The vocabulary of this service's tests. */
package app.godo.events.testing;
