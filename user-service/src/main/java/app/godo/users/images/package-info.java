/** The picture of a profile. */
package app.godo.users.images;
