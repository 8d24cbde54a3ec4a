package app.godo.users.profile;

import app.godo.wire.problem.Refusal;

/** The profile has changed since the caller read it. */
final class StaleProfile extends Refusal {
    StaleProfile() {
        super(Kind.STALE, "stale", "The profile has changed since: read it again.");
    }
}
