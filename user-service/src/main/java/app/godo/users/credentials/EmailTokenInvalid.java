package app.godo.users.credentials;

import app.godo.wire.problem.Refusal;

/** Unknown, used, too old, or for a mailbox that has an account by now: which one is nobody's business. */
final class EmailTokenInvalid extends Refusal {
    EmailTokenInvalid() {
        super(Kind.INVALID, "email-token-invalid", "This link no longer works. Change the address again.");
    }
}
