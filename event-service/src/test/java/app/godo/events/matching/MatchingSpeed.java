package app.godo.events.matching;

import app.godo.events.places.Point;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How many Listings a second are matched on one core, as batches come in: each with those near it that came before. Run by hand: {@code
 * MatchingSpeed [LISTINGS]}. What is read from and written to the database is not counted.
 */
final class MatchingSpeed {

    private static final int BATCH = 500;
    private static final int LEARNED_FROM = 5_000;
    private static final LocalDateTime FIRST = LocalDateTime.parse("2026-07-01T10:00");
    private static final List<String> SOURCES = List.of("nyc_parks", "ticketmaster", "jambase", "brooklyn_paper");
    private static final List<String> KINDS = List.of(
            "Concert",
            "Film Screening",
            "Yoga in the Park",
            "Open Mic Night",
            "Walking Tour",
            "Book Club",
            "Comedy Show");

    private final Random random = new Random(1);
    private final List<String> venues = IntStream.range(0, 400)
            .mapToObj(n -> word() + " "
                    + List.of("Hall", "Park", "Theater", "Library", "Bar").get(n % 5))
            .toList();

    public static void main(String... args) {
        new MatchingSpeed().run(args.length == 0 ? 10_000 : Integer.parseInt(args[0]));
    }

    private void run(int listings) {
        var all = listings(listings);
        matched(all.subList(0, Math.min(listings, 4 * BATCH))); // warms up
        var start = System.nanoTime();
        var events = matched(all);
        var seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d listings, %d events, %.0f listings/s%n", listings, events, listings / seconds);
    }

    private static long matched(List<Listing> all) {
        var known = new TreeMap<String, Traits>();
        var near = new HashMap<Integer, List<String>>();
        var eventOf = new HashMap<String, String>();
        var learnedFrom = 0;
        var background = Background.of(List.of());
        for (var from = 0; from < all.size(); from += BATCH) {
            var batch = all.subList(from, Math.min(all.size(), from + BATCH)).stream()
                    .map(Traits::of)
                    .toList();
            if (learnedFrom < LEARNED_FROM && from + batch.size() > learnedFrom * 1.5) {
                background = Background.of(List.copyOf(union(known, batch).values()));
                learnedFrom = from + batch.size();
            }
            var together = new TreeMap<String, Traits>();
            for (var one : batch) {
                together.put(one.key(), one);
                Keys.of(one, background).sought().forEach(key -> near.getOrDefault(key, List.of())
                        .forEach(other -> together.put(other, known.get(other))));
            }
            var result = Matching.of(together.values(), background).result(Rulings.NONE);
            result.merges().forEach(merge -> merge.members()
                    .forEach(key -> eventOf.put(key, merge.members().getFirst())));
            for (var one : batch) {
                known.put(one.key(), one);
                Keys.of(one, background).kept().forEach(key -> near.computeIfAbsent(key, first -> new ArrayList<>())
                        .add(one.key()));
            }
        }
        return eventOf.values().stream().distinct().count();
    }

    private static Map<String, Traits> union(Map<String, Traits> known, List<Traits> batch) {
        var all = new TreeMap<>(known);
        batch.forEach(one -> all.put(one.key(), one));
        return all;
    }

    /** A quarter of them told by another Source before. */
    private List<Listing> listings(int count) {
        var all = new ArrayList<Listing>();
        for (var n = 0; n < count; n++) {
            all.add(
                    n > 0 && random.nextInt(4) == 0
                            ? again(all.get(random.nextInt(all.size())), n)
                            : listing(
                                    n,
                                    title(),
                                    random.nextInt(venues.size()),
                                    start(),
                                    SOURCES.get(n % SOURCES.size())));
        }
        return all;
    }

    private Listing again(Listing told, int n) {
        var other = SOURCES.get((SOURCES.indexOf(told.source()) + 1) % SOURCES.size());
        return listing(
                n,
                told.title() + " (NYC)",
                venues.indexOf(told.where().venue()),
                told.when().start(),
                other);
    }

    private Listing listing(int n, String title, int venue, LocalDateTime start, String source) {
        return new Listing(
                source,
                Integer.toString(n),
                source,
                title,
                new When(start, start.plusHours(2), true),
                new Where(
                        venues.get(venue),
                        List.of(),
                        "Brooklyn",
                        new Point(40.6 + venue % 20 * 0.01, -74 + venue / 20 * 0.01)),
                List.of("https://%s.example/events/%d".formatted(source, n)),
                List.of(),
                null,
                null,
                Map.of(Aspect.TITLE, 1, Aspect.TIME, 2),
                Prospect.TAKES_PLACE);
    }

    private LocalDateTime start() {
        return FIRST.plus(Duration.ofDays(random.nextInt(60))).plusMinutes(30L * random.nextInt(24));
    }

    private String title() {
        var words = new LinkedHashSet<>(Set.of(word()));
        words.add(word());
        return String.join(" ", words) + ": " + KINDS.get(random.nextInt(KINDS.size())) + " with " + word();
    }

    /** One of some thousand. */
    private String word() {
        var syllables =
                List.of("ba", "co", "du", "fe", "gi", "ho", "ka", "lu", "mi", "no", "pe", "ri", "so", "ta", "vu", "we");
        var word = new StringBuilder();
        for (var i = 0; i < 3; i++) {
            word.append(syllables.get(random.nextInt(syllables.size())));
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
