package app.godo.users.session;

import app.godo.wire.problem.Refusal;

/** Unknown, too old, or of a session that is over. */
final class RefreshTokenInvalid extends Refusal {
    RefreshTokenInvalid() {
        super(Kind.UNAUTHENTICATED, "refresh-token-invalid", "This session is over: sign in again.");
    }
}
