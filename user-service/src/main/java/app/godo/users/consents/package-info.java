/** What people have agreed to, in which version, and since when. */
package app.godo.users.consents;
