package app.godo.users.administration;

import app.godo.wire.problem.Refusal;

/** An admin who gives up the role: another admin does that. */
final class OwnRole extends Refusal {
    OwnRole() {
        super(Kind.CONFLICT, "own-role", "Another admin can take the role off you; you cannot.");
    }
}
