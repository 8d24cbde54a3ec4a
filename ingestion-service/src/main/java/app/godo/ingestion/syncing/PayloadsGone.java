package app.godo.ingestion.syncing;

import app.godo.wire.problem.Refusal;

/** What a run read is not kept any more, or it read nothing. */
public final class PayloadsGone extends Refusal {
    PayloadsGone() {
        super(Kind.CONFLICT, "payloads-gone", "What this run read is not kept any more, or not all of it.");
    }
}
