package app.godo.users.session;

import app.godo.wire.problem.Refusal;

/** No such account, another password, or an account that is switched off: which one is nobody's business. */
final class InvalidCredentials extends Refusal {
    InvalidCredentials() {
        super(Kind.UNAUTHENTICATED, "invalid-credentials", "E-mail and password do not belong together.");
    }
}
