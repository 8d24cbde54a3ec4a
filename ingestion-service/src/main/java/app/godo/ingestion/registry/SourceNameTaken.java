package app.godo.ingestion.registry;

import app.godo.wire.problem.Refusal;

/** There is a Source of that name. */
public final class SourceNameTaken extends Refusal {
    SourceNameTaken(String name) {
        super(Kind.CONFLICT, "source-name-taken", "There is already a source called %s.".formatted(name));
    }
}
