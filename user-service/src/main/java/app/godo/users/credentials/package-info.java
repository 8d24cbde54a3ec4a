/** What opens an account, and how its owner changes it: the password and the mailbox. */
package app.godo.users.credentials;
