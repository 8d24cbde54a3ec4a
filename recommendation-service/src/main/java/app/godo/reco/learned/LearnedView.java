package app.godo.reco.learned;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jakarta.validation.constraints.Size;

/**
 * What was learned of the caller, and what they say of it.
 *
 * @param items what most is known of comes first; what the caller corrected is always there
 * @param less the Events of which they want less like it
 * @param venues the venues of which they want nothing
 * @param since swipes up to this moment teach nothing, null when all do
 */
record LearnedView(
        @Size(max = LearnedView.MOST_ITEMS) List<Item> items,
        @Size(max = Corrected.MOST_TURNED_AWAY) List<Less> less,
        @Size(max = Corrected.MOST_TURNED_AWAY) List<Venue> venues,
        Instant since) {

    /** More says nothing to a person. */
    static final int MOST_LEARNED = 200;

    static final int MOST_ITEMS = MOST_LEARNED + CorrectionsRequest.MOST + 2;

    /**
     * One thing about Events that people may like or not.
     *
     * @param facet {@code category|tag|neighborhood|borough|time|weekday|price}, {@code social} or {@code distance}
     * @param value {@code music}; {@code friends} of {@code social}, {@code home} of {@code distance}
     * @param swipes how many of the caller's swipes were on Events that have it
     * @param likes how many of these were likes
     * @param learned how fond of it the caller is by their swipes, from -1 to 1; 0 where nothing is known
     * @param corrected what the caller says instead, from -1 to 1; null where they say nothing
     */
    record Item(String facet, String value, int swipes, int likes, double learned, Double corrected) {}

    /** @param facets what Events are like that have it: {@code category:music} */
    record Less(UUID eventId, @Size(max = 6) List<String> facets) {}

    /** @param eventIds the Events it was said of */
    record Venue(
            String name,
            @Size(max = Corrected.MOST_EVENTS_OF_A_VENUE) List<UUID> eventIds) {}
}
