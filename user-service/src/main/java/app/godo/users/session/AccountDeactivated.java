package app.godo.users.session;

import app.godo.wire.problem.Refusal;

/** Said to nobody but who knows the password: the account is switched off, and they can have it back. */
final class AccountDeactivated extends Refusal {
    AccountDeactivated() {
        super(
                Kind.FORBIDDEN,
                "account-deactivated",
                "This account is switched off. Sign in with \"reactivate\": true to have it back.");
    }
}
