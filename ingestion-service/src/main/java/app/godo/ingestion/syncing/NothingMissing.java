package app.godo.ingestion.syncing;

import app.godo.wire.problem.Refusal;

/** A run that doubted nothing has left nothing to decide. */
public final class NothingMissing extends Refusal {
    NothingMissing() {
        super(Kind.CONFLICT, "nothing-missing", "This run did not find too much missing to be believed.");
    }
}
