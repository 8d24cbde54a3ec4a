/** What admins do to other people's accounts: roles, and the end of sessions. */
package app.godo.users.administration;
