package app.godo.ingestion.syncing;

import app.godo.wire.problem.Refusal;

/** Its kind answers nobody without a key, and this deployment has none of the name that the row says. */
public final class SourceNotConfigured extends Refusal {
    SourceNotConfigured(String source) {
        super(
                Kind.CONFLICT,
                "source-not-configured",
                "This deployment has no key for %s: it is configured by the name that the source says."
                        .formatted(source));
    }
}
