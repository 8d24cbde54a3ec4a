package app.godo.ingestion.registry;

import app.godo.ingestion.sources.Source;

/**
 * A Source with all that its row says of it.
 *
 * @param form as an admin would write it
 * @param source as a run needs it
 */
public record KnownSource(SourceForm form, Source source) {}
