/** Letters to people's mailboxes. */
package app.godo.users.mail;
