package app.godo.events.matching;

import app.godo.events.places.Point;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which Listings are worth comparing: those of one day that share a word of their titles and a word of their venues' names, or
 * a neighbourhood of 200 m; those of one day that share a word of their titles when one of them names no venue; and those that
 * share a page.
 */
final class Blocking {

    /**
     * A word that more Listings have in one day and place brings nobody together: what is the same Event shares a rarer one. It
     * keeps a Source that lists one title ten thousand times from costing a hundred million comparisons.
     */
    private static final int CROWD = 300;

    /** Twice the 200 m, so that the corners of a square of that half-width around a point touch every cell it touches. */
    private static final double CELL_DEGREES = 400 / 111_195.0;

    private static final LocalTime LATE = LocalTime.of(22, 0);
    private static final LocalTime EARLY = LocalTime.of(3, 0);

    /** By their positions, {@code one < other}. */
    record Found(int one, int other) implements Comparable<Found> {
        @Override
        public int compareTo(Found that) {
            return one != that.one ? Integer.compare(one, that.one) : Integer.compare(other, that.other);
        }
    }

    private record Key(LocalDate day, String word, String place) {}

    private static final String ANYWHERE = "";

    private final List<Traits> all;
    private final Background background;
    private final Set<Found> found = new TreeSet<>();

    private Blocking(List<Traits> all, Background background) {
        this.all = all;
        this.background = background;
    }

    static Collection<Found> of(List<Traits> all, Background background) {
        var blocking = new Blocking(all, background);
        blocking.byWords();
        blocking.byPages();
        return blocking.found;
    }

    private void byWords() {
        var placed = new HashMap<Key, List<Integer>>();
        var unplaced = new HashMap<Key, List<Integer>>();
        for (var i = 0; i < all.size(); i++) {
            var traits = all.get(i);
            for (var day : days(traits)) {
                for (var word : traits.title()) {
                    var anywhere = new Key(day, word, ANYWHERE);
                    if (traits.namesVenue()) {
                        put(placed, anywhere, i);
                    } else {
                        put(unplaced, anywhere, i);
                    }
                    for (var place : places(traits)) {
                        put(placed, new Key(day, word, place), i);
                    }
                }
            }
        }
        placed.forEach((key, block) -> {
            if (!key.place().equals(ANYWHERE)) {
                among(block);
            }
        });
        unplaced.forEach((key, block) -> {
            among(block);
            between(block, placed.getOrDefault(key, List.of()));
        });
    }

    private void byPages() {
        var byPage = new HashMap<String, List<Integer>>();
        for (var i = 0; i < all.size(); i++) {
            for (var page : all.get(i).links()) {
                if (!background.commonPages().contains(page)) {
                    for (var day : days(all.get(i))) {
                        put(byPage, day + page, i);
                    }
                }
            }
        }
        byPage.values().forEach(this::among);
    }

    private static <K> void put(Map<K, List<Integer>> blocks, K key, int position) {
        blocks.computeIfAbsent(key, first -> new ArrayList<>()).add(position);
    }

    private void among(List<Integer> block) {
        if (block.size() > CROWD) {
            return;
        }
        for (var i = 0; i < block.size(); i++) {
            for (var j = i + 1; j < block.size(); j++) {
                add(block.get(i), block.get(j));
            }
        }
    }

    private void between(List<Integer> some, List<Integer> others) {
        if (some.size() > CROWD || others.size() > CROWD) {
            return;
        }
        some.forEach(one -> others.forEach(other -> add(one, other)));
    }

    private void add(int position, int another) {
        if (position != another) {
            found.add(new Found(Math.min(position, another), Math.max(position, another)));
        }
    }

    private List<LocalDate> days(Traits traits) {
        return days(
                traits.when().start().plus(background.clockOf(traits)),
                traits.when().timed());
    }

    /** A night belongs to two days, and which of them is told varies. */
    static List<LocalDate> days(LocalDateTime start, boolean timed) {
        var days = new ArrayList<LocalDate>();
        days.add(start.toLocalDate());
        if (timed && !start.toLocalTime().isBefore(LATE)) {
            days.add(start.toLocalDate().plusDays(1));
        }
        if (timed && start.toLocalTime().isBefore(EARLY)) {
            days.add(start.toLocalDate().minusDays(1));
        }
        return days;
    }

    private Set<String> places(Traits traits) {
        return places(traits, background.nowhere());
    }

    static Set<String> places(Traits traits, Set<Point> nowhere) {
        var places = new HashSet<String>();
        traits.venues().forEach(name -> name.stream()
                .filter(word -> name.size() == 1 || !Words.isKind(word))
                .forEach(places::add));
        if (traits.point() != null && !nowhere.contains(traits.point())) {
            cells(traits.point(), places);
        }
        return places;
    }

    /** The cells of a grid that the square around a point touches. */
    private static void cells(Point point, Set<String> cells) {
        var north = point.latitude() / CELL_DEGREES;
        // a degree of longitude at 40.7 degrees north; elsewhere the cells are a little wider or narrower
        var east = point.longitude() / CELL_DEGREES * 0.758;
        for (var dn : new double[] {-0.5, 0.5}) {
            for (var de : new double[] {-0.5, 0.5}) {
                cells.add((int) Math.floor(north + dn) + "/" + (int) Math.floor(east + de));
            }
        }
    }
}
