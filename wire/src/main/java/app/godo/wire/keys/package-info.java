/** Secrets that live in files outside the database and outside the repository. */
package app.godo.wire.keys;
