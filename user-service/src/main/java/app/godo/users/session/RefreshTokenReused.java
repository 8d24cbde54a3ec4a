package app.godo.users.session;

import app.godo.wire.problem.Refusal;

/** The token was exchanged long ago: somebody has a copy, and nobody can tell who, so the session is over for both. */
final class RefreshTokenReused extends Refusal {
    RefreshTokenReused() {
        super(
                Kind.UNAUTHENTICATED,
                "refresh-token-reused",
                "This session was used from two places and has been ended: sign in again.");
    }
}
