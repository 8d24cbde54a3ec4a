package app.godo.events.matching;

import java.util.List;

/** Fields of an Event that only make sense from one and the same Listing: a smallest and a greatest price, a name and its point. */
public enum Aspect {
    TITLE(Taste.ORGANIZER_FIRST, "title", "series_id"),
    DESCRIPTION(Taste.ORGANIZER_FIRST, "description"),
    TIME(Taste.ORGANIZER_FIRST, "date_time", "end_time", "time_zone", "all_day", "time_tbd"),
    STATUS(Taste.ORGANIZER_FIRST, "schedule_status"),
    PLACE(
            Taste.ORGANIZER_FIRST,
            "location_name",
            "location_address",
            "latitude",
            "longitude",
            "neighborhood",
            "borough",
            "transit_score",
            "location_kind"),
    PRICE(Taste.SELLER_FIRST, "price_min", "price_max", "currency", "price_known"),
    LINK(Taste.SELLER_FIRST, "external_url"),
    CAPACITY(Taste.SELLER_FIRST, "capacity", "external_remaining", "external_remaining_at"),
    IMAGE(Taste.ORGANIZER_FIRST, "image_url"),
    CATEGORY(Taste.ORGANIZER_FIRST, "category", "tags"),
    ACCESSIBILITY(Taste.ORGANIZER_FIRST, "accessibility_info");

    private enum Taste {
        ORGANIZER_FIRST,
        SELLER_FIRST
    }

    private final Taste taste;
    private final List<String> fields;

    Aspect(Taste taste, String... fields) {
        this.taste = taste;
        this.fields = List.of(fields);
    }

    /** Names of an Event's fields on the wire. */
    public List<String> fields() {
        return fields;
    }

    /** Whose word counts: the lower, the more. */
    int rank(SourceKind kind) {
        return switch (kind) {
            case ORGANIZER -> taste == Taste.ORGANIZER_FIRST ? 0 : 1;
            case SELLER -> taste == Taste.SELLER_FIRST ? 0 : 1;
            case AGGREGATOR -> 2;
        };
    }
}
