package app.godo.ingestion.reading;

import app.godo.ingestion.sources.SourceSettings;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.ListingFact.Listing;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Listing in the making: readers put in what the Source says, as it says it, and here it becomes what the catalogue holds.
 * Whatever a reader leaves out is unknown, not made up.
 */
public final class Draft {

    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_DESCRIPTION = 20_000;
    private static final int LONGEST_PLACE = 255;
    private static final int LONGEST_ADDRESS = 500;
    private static final int LARGEST_CAPACITY = 1_000_000;
    private static final int LONGEST_NOTES = 500;
    private static final int MOST_PERFORMERS = 20;
    private static final int MOST_LINKS = 10;

    /** The later, the more a person must know of it. */
    private static final List<String> STATUSES =
            List.of("scheduled", "moved_online", "rescheduled", "postponed", "cancelled");

    private final SourceSettings settings;
    private String title;
    private String description;
    private String accessibilityText;
    private String scheduleStatus;
    private When when;
    private String locationKind = "in_person";
    private String place;
    private String address;
    private Point point;
    private String borough;
    private Categories categories = Categories.GENERAL;
    private List<String> theirs = List.of();
    private List<String> tags = List.of();
    private boolean titleTells = true;
    private Price price = Price.UNKNOWN;
    private String imageUrl;
    private String url;
    private Integer capacity;
    private Integer remaining;
    private List<String> performers = List.of();
    private List<String> links = List.of();
    private String seriesId;

    public Draft(SourceSettings settings) {
        this.settings = settings;
    }

    /** HTML or text; {@code CANCELED:} and its like before or after it become the status. */
    public Draft title(String html) {
        var read = Title.of(PlainText.of(html, LONGEST_TITLE));
        title = read.text();
        return status(read.scheduleStatus());
    }

    /** HTML or text, of which paragraphs and lines are kept. */
    public Draft description(String html) {
        description = PlainText.paragraphs(html, LONGEST_DESCRIPTION);
        return this;
    }

    /** The description as it will stand. */
    public String description() {
        return description;
    }

    /** The title as it will stand, without prefixes. */
    public String title() {
        return title;
    }

    /** What the Source says elsewhere about who can come in. */
    public Draft accessibilityText(String html) {
        accessibilityText = PlainText.paragraphs(html, LONGEST_DESCRIPTION);
        return this;
    }

    /** One of the wire's words, null for no sign; of several the gravest holds. */
    public Draft status(String sign) {
        if (sign != null && (scheduleStatus == null || STATUSES.indexOf(sign) > STATUSES.indexOf(scheduleStatus))) {
            scheduleStatus = sign;
        }
        return this;
    }

    public Draft when(When when) {
        this.when = when;
        return this;
    }

    /** Where in words; without a name it is the Source's venue. */
    public Draft place(String name, String address) {
        place = PlainText.of(name, LONGEST_PLACE);
        this.address = PlainText.of(address, LONGEST_ADDRESS);
        return this;
    }

    /** Parts of an address, null where one is missing, in their order. */
    public Draft placeAt(String name, String... parts) {
        var address = Stream.of(parts)
                .map(part -> PlainText.of(part, LONGEST_ADDRESS))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return place(name, address);
    }

    /** Where on the map; null, or a point that only says "in the city", for unknown. */
    public Draft point(Point point) {
        this.point = point;
        return this;
    }

    public Draft borough(String borough) {
        this.borough = borough;
        return this;
    }

    /** On a screen: what the Source says of a place is that of an office. */
    public Draft online() {
        locationKind = "online";
        return this;
    }

    /** Both there and on a screen. */
    public Draft hybrid() {
        locationKind = "hybrid";
        return this;
    }

    /** The Source's own categories in its own words, which are tags as well. */
    public Draft categories(Categories mapping, Collection<String> theirs) {
        return categories(mapping, theirs, theirs);
    }

    /** The same where the categories are ids, which tell nobody anything. */
    public Draft categories(Categories mapping, Collection<String> theirs, Collection<String> tags) {
        categories = mapping;
        this.theirs = plain(theirs);
        this.tags = plain(tags);
        return this;
    }

    private static List<String> plain(Collection<String> words) {
        return words.stream()
                .filter(Objects::nonNull)
                .map(word -> PlainText.of(word, LONGEST_TITLE))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The Source knows what it lists: a row with categories of which we know none is {@code other}, whatever its title says. */
    public Draft onlyTheirCategories() {
        titleTells = false;
        return this;
    }

    public Draft price(Price price) {
        this.price = price;
        return this;
    }

    public Draft image(String address) {
        imageUrl = WebAddress.https(address);
        return this;
    }

    /** The first of several addresses that may be shown; the others lead to the same Event elsewhere. */
    public Draft url(String... addresses) {
        var shown = Stream.concat(Stream.of(addresses).map(WebAddress::https), links.stream())
                .filter(Objects::nonNull)
                .distinct()
                .limit(MOST_LINKS + 1)
                .toList();
        url = shown.isEmpty() ? null : shown.getFirst();
        links = shown.isEmpty() ? shown : shown.subList(1, shown.size());
        return this;
    }

    /** More addresses of the same Event, e.g. where its tickets are. */
    public Draft links(Collection<String> addresses) {
        return url(Stream.concat(Stream.of(url).filter(Objects::nonNull), addresses.stream())
                .toArray(String[]::new));
    }

    /** Who is on, where the Source names them apart from the title. */
    public Draft performers(Collection<String> names) {
        performers = plain(names).stream().distinct().limit(MOST_PERFORMERS).toList();
        return this;
    }

    /** The Source's own id of the series that this is one of; null when it is none. */
    public Draft series(String id) {
        seriesId = ExternalId.of(id);
        return this;
    }

    /** Seats that the Source still has, null when it does not say. */
    public Draft remaining(Integer seats) {
        remaining = seats != null && seats >= 0 && seats <= LARGEST_CAPACITY ? seats : null;
        return this;
    }

    /** Seats in all, null when the Source does not say. */
    public Draft capacity(Integer seats) {
        capacity = seats != null && seats > 0 && seats <= LARGEST_CAPACITY ? seats : null;
        return this;
    }

    /** {@link NotAListing} when it has no title or no time that can be. */
    Listing listing() {
        if (title == null) {
            throw new NotAListing("The row has no title");
        }
        if (when == null) {
            throw new NotAListing("The row has no start");
        }
        var time = when.plausible(settings.at());
        var online = locationKind.equals("online") || "moved_online".equals(scheduleStatus);
        var at = online ? null : point;
        return new Listing(
                title,
                description,
                scheduleStatus,
                time.startsAt(),
                time.endsAt(),
                time.zone().getId(),
                time.allDay(),
                time.timeTbd(),
                online ? "online" : locationKind,
                place != null || online ? place : settings.venue(),
                address,
                at == null ? null : at.latitude(),
                at == null ? null : at.longitude(),
                borough,
                categories
                        .choose(theirs, titleTells || theirs.isEmpty() ? title : null)
                        .word(),
                Categories.tags(tags),
                price.min(),
                price.max(),
                price.currency(),
                price.known(),
                price.free(),
                imageUrl,
                url,
                capacity,
                remaining,
                performers,
                links,
                seriesId,
                accessibility());
    }

    private ListingFact.Accessibility accessibility() {
        var said = Stream.of(description, accessibilityText)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        return Accessibility.in(said, PlainText.of(accessibilityText, LONGEST_NOTES));
    }
}
