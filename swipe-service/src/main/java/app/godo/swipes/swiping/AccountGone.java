package app.godo.swipes.swiping;

import app.godo.wire.problem.Refusal;

/** The access token outlived the account. */
final class AccountGone extends Refusal {
    AccountGone() {
        super(Kind.UNAUTHENTICATED, "unauthenticated", "Sign in: there is no such account any more.");
    }
}
