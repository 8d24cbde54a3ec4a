package app.godo.ingestion.syncing;

import app.godo.wire.problem.Refusal;

/** The Source is known, but nobody has said where it is. */
final class SourceNotConfigured extends Refusal {
    SourceNotConfigured(String source) {
        super(Kind.CONFLICT, "source-not-configured", "The source %s has no address to read from.".formatted(source));
    }
}
