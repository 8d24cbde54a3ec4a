package app.godo.users.verification;

import app.godo.wire.problem.Refusal;

/** Unknown, used or too old: which one is nobody's business. */
final class VerificationTokenInvalid extends Refusal {
    VerificationTokenInvalid() {
        super(
                Kind.INVALID,
                "verification-token-invalid",
                "This link no longer works. Sign in, or sign up again to get another letter.");
    }
}
