package app.godo.ingestion.ical;

import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.ExternalId;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.PassedOver;
import app.godo.ingestion.reading.Price;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A VEVENT as a Listing.
 *
 * @param occurrence the start of one of its occurrences on its own wall, null for the only one
 * @param until the end of that occurrence where it has one of its own, null when it lasts as long as the others
 */
record IcalEvent(
        ObjectNode event, FeedZones zones, SourceSettings settings, LocalDateTime occurrence, LocalDateTime until) {

    /** The Events Calendar writes post, start and end: {@code 10038442-1791568800-1791576000@www.green-wood.com}. */
    private static final Pattern TRIBE_UID = Pattern.compile("(\\d{1,18})-\\d{9,10}-\\d{9,10}(@.+)");
    /** LiveWhale writes start and row: {@code 20261009T040000Z-385390@events.nyu.edu}. */
    private static final Pattern LIVEWHALE_UID = Pattern.compile("\\d{8}T\\d{6}Z-(\\d{1,18})(@.+)");

    /** What a university's calendar holds beside Events. */
    private static final Pattern ACADEMIC_DATE = Pattern.compile(
            "(?i)\\bdeadline\\b|\\blast day (?:to|for|of)\\b|\\bfirst day of\\b|\\bclasses (?:begin|end|resume)\\b|\\bgrades? due\\b"
                    + "|\\bregistration (?:opens|begins|closes|ends)\\b|\\b(?:term|semester) (?:begins|ends)\\b|\\bno classes\\b");

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
                .when(new IcalTimes(event, zones, occurrence, until).when())
                .url(raw(event, "URL"), raw(event, "X-TICKETS-URL"))
                .image(image())
                .categories(Categories.GENERAL, categories());
        new IcalPlace(event).addTo(draft);
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

    private String text(String name) {
        return text(event, name);
    }

    /** Without the backslashes of the format; null when there is none. */
    static String text(JsonNode event, String name) {
        var value = raw(event, name);
        return value == null ? null : VObjectPropertyValues.unescape(value);
    }

    static String raw(JsonNode event, String name) {
        var value = event.path(name).path(0).path("value");
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }
}
