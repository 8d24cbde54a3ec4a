package app.godo.ingestion.sources;

import app.godo.wire.facts.ListingFact.Listing;
import com.fasterxml.jackson.databind.JsonNode;

/** One row of a feed: a Listing, or something that could not be read as one. */
public sealed interface Row {

    /** The row as it came, without what no database can keep. */
    JsonNode raw();

    /**
     * A Listing.
     *
     * @param externalId the Source's own id, unique within the Source
     * @param otherId what it went by before, if the Source listed it then without others of the same id, or with them; null when
     *     it goes by one id only
     */
    record Read(String externalId, String otherId, JsonNode raw, Listing listing) implements Row {

        public Read(String externalId, JsonNode raw, Listing listing) {
            this(externalId, null, raw, listing);
        }
    }

    /**
     * A row to be set aside for a person to look at.
     *
     * @param externalId null when not even that could be read
     * @param reason why, in words that hold nothing secret; cut to what the database holds, for a reason too long to be stored
     *     would fail every run that meets its row
     */
    record Unreadable(String externalId, String reason, JsonNode raw) implements Row {

        private static final int LONGEST_REASON = 500;

        public Unreadable {
            reason = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
        }
    }
}
