package app.godo.ingestion.syncing;

import app.godo.wire.problem.Refusal;

/** A replica is at it. */
public final class SyncRunning extends Refusal {
    SyncRunning(String source) {
        super(Kind.CONFLICT, "sync-running", "A sync of %s is running.".formatted(source));
    }
}
