/** Pictures of people: taken, made harmless, kept in an object store, and shown to whoever knows their address. */
package app.godo.users.images;
