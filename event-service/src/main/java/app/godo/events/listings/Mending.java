package app.godo.events.listings;

import app.godo.events.catalogue.Draft;
import app.godo.events.catalogue.Prose;
import app.godo.events.catalogue.WebAddress;
import app.godo.events.catalogue.Zones;
import app.godo.events.places.Places;
import app.godo.events.places.Point;
import app.godo.wire.events.Category;
import app.godo.wire.facts.ListingFact;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Sources lie, mostly by carelessness. What can be left out without saying something false is left out: an end that is not
 * after its start, a place that is nowhere, a price that is none, a link that is not https. What would leave no Event (no title,
 * no start) or hide something (a status unknown to us) is refused as poison.
 */
@ApplicationScoped
class Mending {

    private static final Set<String> STATUSES =
            Set.of("scheduled", "postponed", "rescheduled", "cancelled", "moved_online");
    private static final Set<String> LOCATION_KINDS = Set.of("in_person", "online", "hybrid");
    private static final Set<String> BOROUGHS = Set.of("Manhattan", "Brooklyn", "Queens", "Bronx", "Staten Island");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int MOST_TAGS = 20;

    /** Longer than any honest description with its HTML; the rest is not even read. */
    private static final int LONGEST_HTML = 100_000;

    private final Places places;

    Mending(Places places) {
        this.places = places;
    }

    /** @throws IllegalArgumentException when no Event can be made of it */
    Draft draftOf(ListingFact.Seen seen) {
        var told = seen.listing();
        var title = told == null ? "" : Prose.line(told.title(), 255);
        require(!title.isEmpty(), "no title");
        require(isName(seen.source(), 50) && isName(seen.externalId(), 255), "no source or no id");
        require(seen.sourceKind() == null || isName(seen.sourceKind(), 50), "a kind of source that is none");
        require(!seen.source().equals(Draft.USER_GENERATED), "a source that claims to be a person");
        require(within(told.startsAt()), "no start, or one out of all reason");
        require(told.scheduleStatus() == null || STATUSES.contains(told.scheduleStatus()), "an unknown status");

        var point = pointOf(told.latitude(), told.longitude());
        var place = places.at(point);
        var price = Price.of(told);
        return new Draft(
                title,
                Prose.markdown(cut(told.description()), 20_000),
                told.startsAt(),
                within(told.endsAt()) && told.endsAt().isAfter(told.startsAt()) ? told.endsAt() : null,
                zoneOf(told.timeZone()),
                told.allDay(),
                told.timeTbd(),
                told.scheduleStatus() == null ? "scheduled" : told.scheduleStatus(),
                "moved_online".equals(told.scheduleStatus()) ? "online" : kindOf(told.locationKind()),
                locationOf(told),
                nullIfEmpty(Prose.line(told.locationAddress(), 500)),
                point == null ? null : point.latitude(),
                point == null ? null : point.longitude(),
                place.neighborhood(),
                place.borough() != null ? place.borough() : boroughOf(told.borough()),
                place.transitScore(),
                categoryOf(told.category()).word(),
                tagsOf(told.tags()),
                price.min(),
                price.max(),
                currencyOf(told.currency()),
                price.min() != null,
                WebAddress.securedOrNull(told.imageUrl()),
                WebAddress.securedOrNull(told.url()),
                told.capacity() != null && told.capacity() > 0 ? told.capacity() : null,
                remainingOf(told),
                remainingOf(told) == null ? null : seen.at(),
                seriesOf(seen),
                accessibilityOf(told.accessibility()),
                seen.source(),
                null,
                "approved");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("no Event can be made of a listing with " + otherwise);
        }
    }

    private static boolean isName(String text, int length) {
        return text != null && !text.isBlank() && text.length() <= length && text.indexOf('\0') < 0;
    }

    private static boolean within(Instant moment) {
        return moment != null && moment.isAfter(EARLIEST) && moment.isBefore(LATEST);
    }

    /** Null island is where software puts what it does not know. */
    private static Point pointOf(Double latitude, Double longitude) {
        if (latitude == null || longitude == null || (latitude == 0 && longitude == 0)) {
            return null;
        }
        try {
            return new Point(latitude, longitude);
        } catch (IllegalArgumentException nowhere) {
            return null;
        }
    }

    /** Only names: an offset would be read by Postgres with its sign the other way round. */
    private static String zoneOf(String zone) {
        return zone != null && Zones.isKnown(zone) ? zone : Draft.NEW_YORK;
    }

    private static String kindOf(String locationKind) {
        return locationKind != null && LOCATION_KINDS.contains(locationKind) ? locationKind : "in_person";
    }

    private static String locationOf(ListingFact.Listing told) {
        var name = Prose.line(told.locationName(), 255);
        var borough = boroughOf(told.borough());
        return !name.isEmpty() ? name : borough != null ? borough : "To be announced";
    }

    private static String boroughOf(String borough) {
        return borough != null && BOROUGHS.contains(borough) ? borough : null;
    }

    private static Category categoryOf(String category) {
        try {
            return category == null ? Category.OTHER : Category.of(category);
        } catch (IllegalArgumentException unknown) {
            return Category.OTHER;
        }
    }

    private static List<String> tagsOf(List<String> tags) {
        return tags == null
                ? List.of()
                : tags.stream()
                        .map(tag -> Prose.line(tag, 50))
                        .filter(tag -> !tag.isEmpty())
                        .distinct()
                        .limit(MOST_TAGS)
                        .toList();
    }

    private static Integer remainingOf(ListingFact.Listing told) {
        return told.remaining() != null && told.remaining() >= 0 ? told.remaining() : null;
    }

    /** The same for each occurrence of a Source's series, and for nothing else. */
    private static UUID seriesOf(ListingFact.Seen seen) {
        var series = seen.listing().seriesId();
        return series == null || series.isBlank()
                ? null
                : UUID.nameUUIDFromBytes((seen.source() + ":" + series).getBytes(StandardCharsets.UTF_8));
    }

    /** Only what is said: nothing is not a no. */
    private static JsonNode accessibilityOf(ListingFact.Accessibility told) {
        var said = JsonNodeFactory.instance.objectNode();
        if (told != null) {
            putIfSaid(said, "step_free", told.stepFree());
            putIfSaid(said, "asl", told.asl());
            putIfSaid(said, "captions", told.captions());
            putIfSaid(said, "quiet_space", told.quietSpace());
            putIfSaid(said, "gender_neutral_restroom", told.genderNeutralRestroom());
            var notes = Prose.markdown(cut(told.notes()), 1000);
            if (notes != null) {
                said.put("notes", notes);
            }
        }
        return said;
    }

    private static void putIfSaid(ObjectNode said, String what, Boolean told) {
        if (told != null) {
            said.put(what, told);
        }
    }

    private static String currencyOf(String currency) {
        try {
            return currency == null
                    ? "USD"
                    : Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            return "USD";
        }
    }

    private static String cut(String html) {
        return html == null || html.length() <= LONGEST_HTML ? html : html.substring(0, LONGEST_HTML);
    }

    private static String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
