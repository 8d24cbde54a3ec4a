package app.godo.users.credentials;

import app.godo.wire.problem.Refusal;

/** Unknown, used, too old or guessed at too often: which one is nobody's business. */
final class ResetTokenInvalid extends Refusal {
    ResetTokenInvalid() {
        super(Kind.INVALID, "reset-token-invalid", "This link no longer works. Ask for another letter.");
    }
}
