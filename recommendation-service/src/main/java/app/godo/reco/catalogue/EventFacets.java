package app.godo.reco.catalogue;

import app.godo.wire.events.EventView;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What there is to like about an Event: names for the record, and their numbers for ranking ({@link Vocabulary#NONE} where the
 * Event does not say).
 */
public record EventFacets(
        List<String> names, int category, int neighborhood, int borough, int time, int weekday, int price, int[] tags) {

    /** Whose mornings and weekends count: the city's. */
    public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** Sources give up to fifty; the first ones say most. */
    private static final int MOST_TAGS = 5;

    /** Keeps the names apart where they are stored in one string; see the script that folds swipes. */
    private static final String NOT_IN_NAMES = "[\\x00-\\x1f]";

    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    static EventFacets of(EventView event, Vocabulary vocabulary) {
        return of(Traits.of(event), vocabulary);
    }

    public static EventFacets of(Traits event, Vocabulary vocabulary) {
        var names = new ArrayList<String>();
        var start = event.dateTime().atZone(NEW_YORK);
        return new EventFacets(
                names,
                number(Facet.CATEGORY, event.category(), names, vocabulary),
                number(Facet.NEIGHBORHOOD, event.neighborhood(), names, vocabulary),
                number(Facet.BOROUGH, event.borough(), names, vocabulary),
                number(Facet.TIME, timeOf(event, start), names, vocabulary),
                number(
                        Facet.WEEKDAY,
                        WEEKEND.contains(start.getDayOfWeek()) ? "weekend" : "weekday",
                        names,
                        vocabulary),
                number(Facet.PRICE, priceOf(event), names, vocabulary),
                event.tags().stream()
                        .distinct()
                        .limit(MOST_TAGS)
                        .mapToInt(tag -> number(Facet.TAG, tag, names, vocabulary))
                        .toArray());
    }

    /** The names alone, for an Event that nobody will rank. */
    public static List<String> namesOf(Traits event) {
        return of(event, new Vocabulary()).names();
    }

    private static int number(Facet facet, String value, List<String> names, Vocabulary vocabulary) {
        if (value == null || value.isBlank()) {
            return Vocabulary.NONE;
        }
        var name = facet.named(value.replaceAll(NOT_IN_NAMES, " "));
        names.add(name);
        return vocabulary.numberOf(name);
    }

    /** Morning is 5 to 12, afternoon to 17, evening to 21, the rest is night; an Event without an hour has none. */
    private static String timeOf(Traits event, ZonedDateTime start) {
        if (event.allDay() || event.timeTbd()) {
            return null;
        }
        var hour = start.getHour();
        if (hour >= 5 && hour < 12) {
            return "morning";
        }
        if (hour >= 12 && hour < 17) {
            return "afternoon";
        }
        return hour >= 17 && hour < 21 ? "evening" : "night";
    }

    /** An unknown price is a band of its own: it is not free. Minor units of the currency. */
    private static String priceOf(Traits event) {
        if (!event.priceKnown()) {
            return "unknown";
        }
        if (event.isFree()) {
            return "free";
        }
        var from = event.priceMin();
        if (from < 2_000) {
            return "under_20";
        }
        return from < 5_000 ? "under_50" : "over_50";
    }
}
