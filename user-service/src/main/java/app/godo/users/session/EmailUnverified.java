package app.godo.users.session;

import app.godo.wire.problem.Refusal;

/** The right password, but nobody has shown yet that the mailbox is theirs. */
final class EmailUnverified extends Refusal {
    EmailUnverified() {
        super(Kind.FORBIDDEN, "email-unverified", "Open the link in the letter we sent you first.");
    }
}
