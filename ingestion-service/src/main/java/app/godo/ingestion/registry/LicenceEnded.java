package app.godo.ingestion.registry;

import app.godo.wire.problem.Refusal;

/** Its licence has ended: it is neither asked nor changed any more, and under a new licence it is a new Source. */
public final class LicenceEnded extends Refusal {
    LicenceEnded(String name) {
        super(Kind.CONFLICT, "licence-ended", "The licence of %s has ended.".formatted(name));
    }
}
