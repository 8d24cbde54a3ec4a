package app.godo.ingestion.syncing;

import app.godo.ingestion.sources.Ask;

import java.time.Instant;
import java.util.List;

/**
 * Where a run is, so that another can go on from there.
 *
 * @param since when the first of them began
 * @param listed how many Listings they have met so far
 * @param known whether each row's id could be read so far
 * @param asks what is still to be asked
 */
record Cursor(Instant since, int listed, boolean known, List<Ask> asks) {}
