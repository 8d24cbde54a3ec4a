package app.godo.ingestion.syncing;

import app.godo.ingestion.sources.Source;
import app.godo.wire.leasing.Lease;

import java.time.Instant;

/**
 * What a Source lists no more.
 *
 * @param since what was not seen since then is missing
 * @param forGood whether it is gone, and not only missing from one more run
 */
record Absence(Source source, Lease lease, Instant since, boolean forGood) {}
