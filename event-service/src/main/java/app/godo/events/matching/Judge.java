package app.godo.events.matching;

import app.godo.events.matching.Verdict.Band;
import app.godo.events.matching.Verdict.Term;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Weighs what speaks for and against two Listings being one Event. A hundred points are a title that is the same (50), a venue
 * that is the same (30) and a start that is the same (20); the rest tips the scales.
 */
final class Judge {

    /** From here on they are one Event: one of the three may be half missing, or the place may be all missing. */
    static final int MERGE = 75;

    /** From here on a person looks. */
    static final int REVIEW = 50;

    /** So much of the shorter name of a venue in the longer makes it the same. */
    static final double SAME_VENUE = 0.6;

    /** Points lie, but then the names have to be the same. */
    private static final double SAME_VENUE_THOUGH_FAR = 0.9;

    /** So little makes it another, as long as it is not next door. */
    private static final double OTHER_VENUE = 0.35;

    /** A rare word, or some that are not. */
    private static final double ENOUGH_SHARED = 0.75;

    private static final double NEAR_M = 200;
    private static final double FAR_M = 1_000;

    private static final Duration SAME_START = Duration.ofMinutes(5);

    /** Between what a venue and a seller call the start. */
    private static final Duration CLOSE_START = Duration.ofMinutes(35);

    /** Doors and curtain are an hour apart; so are two shows for children. */
    private static final Duration UNSURE_START = Duration.ofMinutes(75);

    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final LocalTime NOBODY_IS_UP_BEFORE = LocalTime.of(7, 0);

    private final Background background;

    Judge(Background background) {
        this.background = background;
    }

    Verdict verdict(Traits one, Traits other) {
        return one.key().compareTo(other.key()) < 0
                ? new Weighing(one, other).verdict()
                : new Weighing(other, one).verdict();
    }

    private final class Weighing {

        private final Traits one;
        private final Traits other;
        private final List<Term> terms = new ArrayList<>();
        private final List<String> vetoes = new ArrayList<>();
        private final List<String> doubts = new ArrayList<>();

        Weighing(Traits one, Traits other) {
            this.one = one;
            this.other = other;
        }

        Verdict verdict() {
            title();
            act();
            place();
            start();
            page();
            price();
            marks();
            var score = terms.stream().mapToInt(Term::points).sum();
            return new Verdict(
                    Pair.of(one.key(), other.key()),
                    band(score),
                    score,
                    List.copyOf(terms),
                    List.copyOf(vetoes),
                    List.copyOf(doubts));
        }

        private Band band(int score) {
            if (!vetoes.isEmpty() || score < REVIEW) {
                return Band.SEPARATE;
            }
            return score < MERGE || !doubts.isEmpty() ? Band.REVIEW : Band.MERGE;
        }

        private void add(String name, long points, String because) {
            terms.add(new Term(name, (int) points, because));
        }

        private void title() {
            var like = background.likeTitles(one, other);
            var shared = background.sharedTitle(one, other);
            add(
                    "title",
                    Math.round(50 * like * Math.min(1, shared / ENOUGH_SHARED)),
                    Math.round(100 * like) + " % alike, " + Math.round(10 * shared) / 10.0 + " rare words");
        }

        /** All that one says is a name that the other says among others. */
        private void act() {
            if (isAnActOf(one, other) || isAnActOf(other, one)) {
                add("act", 10, "one is on the other's bill");
            }
        }

        private static boolean isAnActOf(Traits whole, Traits bill) {
            return bill.acts().contains(whole.title()) && whole.title().stream().anyMatch(word -> !Words.isKind(word));
        }

        private static boolean saysMoreThan(Traits one, Traits other) {
            return one.title().stream()
                    .anyMatch(word -> !Words.isKind(word) && !other.title().contains(word));
        }

        private void place() {
            var distance = background.distance(one, other);
            var apart = distance == null ? "distance unknown" : Math.round(distance) + " m apart";
            var near = distance != null && distance <= NEAR_M;
            var far = distance != null && distance > FAR_M;
            if (!one.namesVenue() || !other.namesVenue()) {
                var borough = one.listing().where().borough();
                var otherBorough = other.listing().where().borough();
                if (near) {
                    add("place", 15, apart);
                } else if (borough != null && otherBorough != null && !borough.equalsIgnoreCase(otherBorough)) {
                    add("place", -20, borough + " and " + otherBorough);
                } else {
                    add("place", 0, "no venue named");
                }
                return;
            }
            var like = background.likeVenues(one, other);
            var because = Math.round(100 * like) + " % alike, " + apart;
            if (like >= (far ? SAME_VENUE_THOUGH_FAR : SAME_VENUE)) {
                add("place", far ? 20 : 30, because);
            } else if (near) {
                add("place", 15, because);
            } else if (like >= OTHER_VENUE && !far) {
                add("place", 0, because);
            } else if (like >= OTHER_VENUE || (distance != null && !far)) {
                add("place", -20, because);
            } else {
                add("place", -40, because);
                vetoes.add("another place");
            }
        }

        private void start() {
            var when = one.when();
            var otherWhen = other.when();
            var start = when.start().plus(background.clockOf(one));
            var otherStart = otherWhen.start().plus(background.clockOf(other));
            var gap = Duration.between(start, otherStart).abs();
            if (!when.timed()
                    || !otherWhen.timed()
                    || gap.compareTo(CLOSE_START) > 0 && !(when.namesHour() && otherWhen.namesHour())) {
                add("start", 0, "time unknown");
                if (!when.day().equals(otherWhen.day())) {
                    vetoes.add("another day");
                }
                return;
            }
            var because = gap.toMinutes() + " min apart"
                    + (background.clockOf(one).equals(background.clockOf(other)) ? "" : " by a clock set right");
            if (one.source().equals(other.source()) && !gap.isZero()) {
                vetoes.add("one source, two starts");
            }
            if (gap.compareTo(SAME_START) <= 0) {
                add("start", 20, because);
                if (when.end() != null && otherWhen.end() != null && Objects.equals(lasts(when), lasts(otherWhen))) {
                    add("end", 5, "the same");
                }
            } else if (gap.compareTo(CLOSE_START) <= 0) {
                add("start", 10, because);
            } else if (gap.compareTo(UNSURE_START) <= 0) {
                add("start", -10, because);
                doubts.add("two starts or doors and curtain");
            } else if (gap.equals(HALF_A_DAY) && earlier(start, otherStart).isBefore(NOBODY_IS_UP_BEFORE)) {
                add("start", 0, because);
                doubts.add("morning or evening");
            } else {
                add("start", -20, because);
                vetoes.add("another start");
            }
        }

        private static Duration lasts(When when) {
            return Duration.between(when.start(), when.end());
        }

        private static LocalTime earlier(LocalDateTime start, LocalDateTime otherStart) {
            return (start.isBefore(otherStart) ? start : otherStart).toLocalTime();
        }

        private void page() {
            if (background.sharePage(one, other)) {
                add("page", 20, "the same");
            }
        }

        private void price() {
            var min = one.listing().priceMin();
            var otherMin = other.listing().priceMin();
            if (min == null || otherMin == null) {
                return;
            }
            var max = Math.max(min, Objects.requireNonNullElse(one.listing().priceMax(), min));
            var otherMax = Math.max(
                    otherMin, Objects.requireNonNullElse(other.listing().priceMax(), otherMin));
            var overlap = min <= otherMax && otherMin <= max;
            add("price", overlap ? 5 : -5, overlap ? "overlaps" : "does not overlap");
        }

        private void marks() {
            var session = one.marks().otherSessionThan(other.marks());
            if (session != null) {
                vetoes.add("another " + session);
            }
            if (one.source().equals(other.source()) && (saysMoreThan(one, other) || saysMoreThan(other, one))) {
                (saysMoreThan(one, other) && saysMoreThan(other, one) ? vetoes : doubts).add("one source, two titles");
            }
            if (one.marks().otherProductThan(other.marks())) {
                vetoes.add("another product");
            }
            if (one.marks().numberedOtherwiseThan(other.marks())) {
                doubts.add("other numbers");
            }
        }
    }
}
