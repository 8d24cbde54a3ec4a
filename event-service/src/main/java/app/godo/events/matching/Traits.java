package app.godo.events.matching;

import app.godo.events.places.Point;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Listing with its texts taken apart, once, so that it can be compared often.
 *
 * @param acts the words of its whole title and of each part of it; of each performer
 * @param venues the words of each name of its venue; empty when it names none, or only a borough
 * @param point null when it names no venue but a borough: the point is the borough's then
 * @param links its pages, as far as they are told apart
 */
public record Traits(
        Listing listing,
        Set<String> title,
        List<Set<String>> acts,
        Marks marks,
        List<Set<String>> venues,
        Point point,
        Set<String> links) {

    private static final Set<String> NO_VENUES = Set.of(
            "",
            "manhattan",
            "brooklyn",
            "queens",
            "bronx",
            "the bronx",
            "staten island",
            "new york",
            "new york city",
            "nyc",
            "online",
            "virtual",
            "tba",
            "tbd",
            "to be announced",
            "various",
            "various locations");

    /** A pool in a park is the park: others name that, or another corner of it. */
    private static final Pattern WITHIN = Pattern.compile("^.*\\(in (.+)\\)$");

    private static final Pattern ADDRESS = Pattern.compile("^https?://(?:www\\.)?([^/?#]+)(/[^?#]*?)/*(?:[?#].*)?$");
    private static final Pattern EVENTBRITE_ID = Pattern.compile("^eventbrite\\..*?/e/(?:.*-)?(\\d+)$");

    public static Traits of(Listing listing) {
        var title = Words.bare(Words.plain(listing.title()));
        var acts = Words.acts(title);
        var where = listing.where();
        var names = Stream.concat(Stream.ofNullable(where.venue()), where.aliases().stream())
                .map(Words::plain)
                .map(name -> WITHIN.matcher(name).replaceFirst("$1"))
                .filter(name -> !NO_VENUES.contains(name))
                .map(Words::of)
                .filter(words -> !words.isEmpty())
                .toList();
        var namesNoVenue = names.isEmpty() && where.venue() != null;
        return new Traits(
                listing,
                acts.getFirst(),
                Stream.concat(acts.stream(), listing.performers().stream().map(name -> Words.of(Words.plain(name))))
                        .filter(words -> !words.isEmpty())
                        .distinct()
                        .toList(),
                Marks.of(title),
                names,
                namesNoVenue ? null : where.point(),
                new HashSet<>(listing.links().stream()
                        .map(Traits::page)
                        .filter(Objects::nonNull)
                        .toList()));
    }

    /** Host and path of an address, or the one id that Eventbrite writes in several ways; null for a front page. */
    private static String page(String address) {
        var parts = ADDRESS.matcher(address.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches() || parts.group(2).length() < 2) {
            return null;
        }
        var page = parts.group(1) + parts.group(2);
        var eventbrite = EVENTBRITE_ID.matcher(page);
        return eventbrite.matches() ? "eventbrite:" + eventbrite.group(1) : page;
    }

    public String key() {
        return listing.key();
    }

    String source() {
        return listing.source();
    }

    public When when() {
        return listing.when();
    }

    boolean namesVenue() {
        return !venues.isEmpty();
    }
}
