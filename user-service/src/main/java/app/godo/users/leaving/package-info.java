/** Leaving Godo: for a while, or for good. */
package app.godo.users.leaving;
