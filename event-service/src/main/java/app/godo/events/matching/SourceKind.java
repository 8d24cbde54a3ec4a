package app.godo.events.matching;

import java.util.Locale;
import java.util.Map;

/** How near a Source is to those who make the Event. */
enum SourceKind {
    /** the venue, the park, the house itself */
    ORGANIZER,
    /** who sells the tickets */
    SELLER,
    /** who has it from others, and everybody who is not known better */
    AGGREGATOR;

    private static final Map<String, SourceKind> KNOWN = Map.ofEntries(
            Map.entry("user_generated", ORGANIZER),
            Map.entry("nyc_parks", ORGANIZER),
            Map.entry("nyc_permitted_events", ORGANIZER),
            Map.entry("cityparks", ORGANIZER),
            Map.entry("bpl", ORGANIZER),
            Map.entry("ical", ORGANIZER),
            Map.entry("jsonld", ORGANIZER),
            Map.entry("smallslive", ORGANIZER),
            Map.entry("village_vanguard", ORGANIZER),
            Map.entry("eventbrite", SELLER),
            Map.entry("ticketmaster", SELLER),
            Map.entry("seatgeek", SELLER),
            Map.entry("dice", SELLER),
            Map.entry("luma", SELLER),
            Map.entry("meetup", SELLER),
            Map.entry("todaytix", SELLER));

    /** @param kind how the Source is read, {@code nyc-parks} as well as {@code nyc_parks}; or its name, where that is all there is */
    static SourceKind of(String kind) {
        return KNOWN.getOrDefault(kind.toLowerCase(Locale.ROOT).replace('-', '_'), AGGREGATOR);
    }
}
