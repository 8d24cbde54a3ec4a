package app.godo.users.consents;

import app.godo.wire.problem.Refusal;

/** Nobody is here without terms: who no longer agrees leaves. */
final class TermsStay extends Refusal {
    TermsStay() {
        super(Kind.CONFLICT, "terms-needed", "Who no longer agrees to the terms can erase the account.");
    }
}
