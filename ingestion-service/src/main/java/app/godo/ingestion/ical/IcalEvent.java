package app.godo.ingestion.ical;

import app.godo.ingestion.reading.Borough;
import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.ExternalId;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.PassedOver;
import app.godo.ingestion.reading.Point;
import app.godo.ingestion.reading.Price;
import app.godo.ingestion.reading.When;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A VEVENT as a Listing.
 *
 * @param occurrence the start of one of its occurrences on its own wall, null for the only one
 */
record IcalEvent(ObjectNode event, FeedZones zones, SourceSettings settings, LocalDateTime occurrence) {

    /** The Events Calendar writes post, start and end: {@code 10038442-1791568800-1791576000@www.green-wood.com}. */
    private static final Pattern TRIBE_UID = Pattern.compile("(\\d{1,18})-\\d{9,10}-\\d{9,10}(@.+)");
    /** LiveWhale writes start and row: {@code 20261009T040000Z-385390@events.nyu.edu}. */
    private static final Pattern LIVEWHALE_UID = Pattern.compile("\\d{8}T\\d{6}Z-(\\d{1,18})(@.+)");

    /** What a university's calendar holds beside Events. */
    private static final Pattern ACADEMIC_DATE = Pattern.compile(
            "(?i)\\bdeadline\\b|\\blast day (?:to|for|of)\\b|\\bfirst day of\\b|\\bclasses (?:begin|end|resume)\\b|\\bgrades? due\\b"
                    + "|\\bregistration (?:opens|begins|closes|ends)\\b|\\b(?:term|semester) (?:begins|ends)\\b|\\bno classes\\b");

    private static final Pattern ON_A_SCREEN = Pattern.compile(
            "(?i)^\\W*(?:online|virtual|zoom|webinar|livestream|google meet|microsoft teams)(?:\\s+(?:event|meeting|only|via zoom))?\\W*$"
                    + "|^https?://\\S*(?:zoom\\.us|meet\\.google|teams\\.microsoft|webex|jit\\.si)\\S*$");

    private static final Pattern NAME_AND_ADDRESS =
            Pattern.compile("([^(),\\n]{1,200}?)\\s*\\(([^()]{1,500}\\d{5})\\)");

    private static final Pattern DURATION = Pattern.compile(
            "\\+?P(?:(\\d{1,4})W|(?:(\\d{1,5})D)?(?:T(?:(\\d{1,5})H)?(?:(\\d{1,6})M)?(?:(\\d{1,7})S)?)?)");

    /** An Event without one goes by what it is, on which day and where: its other properties change with each request. */
    static String uid(ObjectNode event) {
        var uid = ExternalId.of(raw(event, "UID"));
        return uid == null
                ? ExternalId.hash(raw(event, "SUMMARY") + "\n" + day(event) + "\n" + raw(event, "LOCATION"))
                : uid;
    }

    private static String day(ObjectNode event) {
        return String.valueOf(raw(event, "DTSTART")).replaceFirst("[Tt ].*$", "");
    }

    /** What stays when the Event is moved: some plugins write its time into the UID. */
    static String stableId(ObjectNode event) {
        var uid = uid(event);
        var tribe = TRIBE_UID.matcher(uid);
        if (tribe.matches()) {
            return tribe.group(1) + tribe.group(2);
        }
        var liveWhale = LIVEWHALE_UID.matcher(uid);
        return liveWhale.matches() ? liveWhale.group(1) + liveWhale.group(2) : uid;
    }

    /** Later versions are greater. */
    static String version(ObjectNode event) {
        var sequence = raw(event, "SEQUENCE");
        var number = sequence != null && sequence.matches("\\d{1,9}") ? Integer.parseInt(sequence) : 0;
        return "%010d %s".formatted(number, raw(event, "LAST-MODIFIED"));
    }

    static Clock start(ObjectNode event, FeedZones zones) {
        if (!event.has("DTSTART")) {
            throw new NotAListing("The event has no DTSTART");
        }
        return Clock.of(event.path("DTSTART").path(0), zones, "DTSTART");
    }

    Draft draft() {
        mustBePublic();
        var draft = new Draft(settings)
                .title(text("SUMMARY"))
                .description(text(event.has("DESCRIPTION") ? "DESCRIPTION" : Calendar.STYLED))
                .when(when())
                .url(raw(event, "URL"), raw(event, "X-TICKETS-URL"))
                .image(image())
                .categories(Categories.GENERAL, categories());
        place(draft);
        return draft.price(price(draft.description())).status(status());
    }

    /** Most of a university's calendar is for its members. What is called off is told, whomever it was for. */
    private void mustBePublic() {
        var access = String.valueOf(raw(event, "CLASS")).toUpperCase(Locale.ROOT);
        if (access.equals("PRIVATE") || access.equals("CONFIDENTIAL")) {
            throw new PassedOver("Not for the public: its CLASS is " + access);
        }
        if (!event.has("X-LIVEWHALE-ID") || isCancelled()) {
            return;
        }
        var title = text("SUMMARY");
        if (start(event, zones).date()
                && title != null
                && ACADEMIC_DATE.matcher(title).find()) {
            throw new PassedOver("A date of the academic year, and no event");
        }
        if (categories().stream().noneMatch("Open to the Public"::equalsIgnoreCase)) {
            throw new PassedOver("Not for the public: its categories do not say so");
        }
    }

    /** Null when it says nothing. */
    private String status() {
        return isCancelled() ? "cancelled" : "CONFIRMED".equalsIgnoreCase(raw(event, "STATUS")) ? "scheduled" : null;
    }

    private boolean isCancelled() {
        var status = String.valueOf(raw(event, "STATUS")).toUpperCase(Locale.ROOT);
        return status.equals("CANCELLED")
                || status.equals("CANCELED")
                || "1".equals(raw(event, "X-LIVEWHALE-CANCELED"))
                || String.valueOf(text("SUMMARY")).matches("(?is)^\\W{0,3}cancell?ed\\W{0,3}[:\\-–—\\])].*");
    }

    private When when() {
        var start = start(event, zones);
        var wall = occurrence == null ? start.wall() : occurrence;
        if (start.date() || "TRUE".equalsIgnoreCase(raw(event, "X-MICROSOFT-CDO-ALLDAYEVENT"))) {
            var next = end(start);
            var days = next == null
                    ? Period.ofDays(1)
                    : Period.ofDays(Math.clamp(
                            ChronoUnit.DAYS.between(start.wall().toLocalDate(), next.toLocalDate()), 0, 3660));
            return When.allDay(wall.toLocalDate(), wall.toLocalDate().plus(days), start.place(zones));
        }
        var starts = wall.atZone(start.zone()).toInstant();
        return When.between(starts, ends(start, wall), start.place(zones));
    }

    /** As long on the wall as the first one; what ends in another zone as long as that took. */
    private Instant ends(Clock start, LocalDateTime wall) {
        var end = end(start);
        return end == null
                ? null
                : wall.plus(Duration.between(start.wall(), end))
                        .atZone(start.zone())
                        .toInstant();
    }

    /** The end of the first occurrence on the wall of its start, null when unknown. An end that cannot be read costs itself. */
    private LocalDateTime end(Clock start) {
        try {
            if (event.has("DTEND")) {
                return Clock.of(event.path("DTEND").path(0), zones, "DTEND").in(start.zone());
            }
            return lasting(start.wall());
        } catch (NotAListing | DateTimeException unreadable) {
            return null;
        }
    }

    private LocalDateTime lasting(LocalDateTime start) {
        var text = raw(event, "DURATION");
        var parts = DURATION.matcher(text == null ? "" : text.strip());
        if (!parts.matches()) {
            return null;
        }
        return start.plusWeeks(number(parts.group(1)))
                .plusDays(number(parts.group(2)))
                .plusHours(number(parts.group(3)))
                .plusMinutes(number(parts.group(4)))
                .plusSeconds(number(parts.group(5)));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private void place(Draft draft) {
        var location = text("LOCATION");
        if (location == null || location.isBlank()) {
            draft.point(point());
            return;
        }
        if (ON_A_SCREEN.matcher(location.strip()).matches()) {
            draft.online();
            return;
        }
        // a bracket, a line or a comma parts the name from the address, but a number is the beginning of a street
        var bracketed = NAME_AND_ADDRESS.matcher(location.strip());
        var parts = bracketed.matches()
                ? new String[] {bracketed.group(1), bracketed.group(2)}
                : location.strip().split("\\s*[,\\n]\\s*", 2);
        var street = parts[0].matches("\\d+[ -].*");
        var address = parts.length < 2 ? null : street ? location : parts[1];
        draft.place(parts[0], address == null ? null : address.replaceAll("\\s*\\n\\s*", ", "))
                .borough(Borough.inAddress(location))
                .point(point());
    }

    private Point point() {
        var geo = raw(event, "GEO");
        var numbers = (geo == null || geo.length() > 100 ? "" : geo).split("[;,]");
        if (numbers.length == 2) {
            return Point.of(degrees(numbers[0]), degrees(numbers[1]));
        }
        var apple = raw(event, "X-APPLE-STRUCTURED-LOCATION");
        var pair = (apple == null || apple.length() > 100 ? "" : apple.replaceFirst("(?i)^geo:", "")).split(",");
        return pair.length == 2 ? Point.of(degrees(pair[0]), degrees(pair[1])) : null;
    }

    private static Double degrees(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** Free where a category or the plugin says so; a price where the page says one. */
    private Price price(String description) {
        if ("free".equalsIgnoreCase(raw(event, "X-COST-TYPE"))
                || categories().stream().anyMatch("Free"::equalsIgnoreCase)) {
            return Price.FREE;
        }
        for (var name : List.of("X-COST", "X-LIVEWHALE-COST")) {
            var said = Price.ofWords(text(name));
            if (said.known()) {
                return said;
            }
        }
        return Price.saidIn(description);
    }

    private List<String> categories() {
        var words = new ArrayList<String>();
        event.path("CATEGORIES")
                .forEach(each -> words.addAll(
                        VObjectPropertyValues.parseList(each.path("value").asText())));
        words.removeIf(String::isBlank);
        return words;
    }

    private String image() {
        for (var name : List.of("IMAGE", "ATTACH")) {
            for (var each : event.path(name)) {
                var address = each.path("value").asText();
                var type = each.path("fmttype").asText("");
                if (type.startsWith("image/")
                        || name.equals("IMAGE")
                        || address.matches("(?i)https?://\\S{1,1000}\\.(?:jpe?g|png|webp)")) {
                    return address;
                }
            }
        }
        return null;
    }

    /** Without the backslashes of the format. */
    private String text(String name) {
        var value = raw(event, name);
        return value == null ? null : VObjectPropertyValues.unescape(value);
    }

    private static String raw(JsonNode event, String name) {
        var value = event.path(name).path(0).path("value");
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }
}
