package app.godo.ingestion.registry;

import app.godo.ingestion.sources.Source;
import app.godo.wire.problem.Refusal;

import java.time.Instant;

/**
 * A Source with all that its row says of it.
 *
 * @param form as an admin would write it
 * @param source as a run needs it
 * @param licenceEndedAt null while it may be used
 */
public record KnownSource(SourceForm form, Source source, Instant licenceEndedAt) {

    /** This one, if it may be used; {@link LicenceEnded} otherwise. */
    KnownSource licensed() {
        Refusal.when(licenceEndedAt != null, () -> new LicenceEnded(form.name()));
        return this;
    }
}
