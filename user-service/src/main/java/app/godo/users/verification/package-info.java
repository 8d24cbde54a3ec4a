/** Proof that a mailbox is the person's own. */
package app.godo.users.verification;
