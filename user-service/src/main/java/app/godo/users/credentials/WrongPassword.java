package app.godo.users.credentials;

import app.godo.wire.problem.Refusal;

/** Whoever holds the session does not know the password: perhaps it is not their phone. */
final class WrongPassword extends Refusal {
    WrongPassword() {
        super(Kind.FORBIDDEN, "wrong-password", "This is not the password of the account.");
    }
}
