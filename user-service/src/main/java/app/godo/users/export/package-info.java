/** All that is kept of a person, for that person. */
package app.godo.users.export;
