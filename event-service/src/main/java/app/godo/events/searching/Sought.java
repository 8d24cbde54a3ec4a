package app.godo.events.searching;

import app.godo.wire.events.Category;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is looked for, as {@code events.search} asks for it; what is not asked is not in it. */
final class Sought {

    private static final int LONGEST = 200;
    private static final double NEAREST_M = 50;
    private static final double FARTHEST_M = 100_000;
    private static final double DEFAULT_RADIUS_M = 2_000;
    private static final double METRES_A_DEGREE = 111_195;

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

    private static final Set<String> CATEGORIES =
            Arrays.stream(Category.values()).map(Category::word).collect(Collectors.toCollection(TreeSet::new));

    private static final Set<String> ACCESSIBILITY =
            new TreeSet<>(Set.of("step_free", "asl", "captions", "quiet_space", "gender_neutral_restroom"));

    private final JsonObject asked = new JsonObject();

    /** @throws InvalidField with the first parameter that does not fit */
    static JsonObject of(
            String q,
            String near,
            String radius,
            String bbox,
            String from,
            String to,
            String category,
            String priceMax,
            String accessible) {
        var sought = new Sought();
        sought.words(q);
        sought.box(bbox);
        sought.circle(near, radius);
        sought.times(from, to);
        sought.categories(category);
        sought.price(priceMax);
        sought.accessibility(accessible);
        return sought.asked;
    }

    private void words(String q) {
        if (isGiven(q)) {
            require(q.length() <= LONGEST, "?q", "too-long", "\"q\" has at most %d characters.".formatted(LONGEST));
            require(q.indexOf('\0') < 0, "?q", "no-text", "\"q\" must be text.");
            asked.put("q", q.strip());
        }
    }

    private void box(String bbox) {
        if (isGiven(bbox)) {
            var sides = numbers("?bbox", bbox, 4, "Give west,south,east,north in degrees.");
            require(
                    isPoint(sides[1], sides[0])
                            && isPoint(sides[3], sides[2])
                            && sides[0] < sides[2]
                            && sides[1] < sides[3],
                    "?bbox",
                    "no-box",
                    "A box is west,south,east,north in degrees, west before east and south before north.");
            box(sides[1], sides[0], sides[3], sides[2]);
        }
    }

    /** A box around the circle is what the index knows; both are asked for where a box is given besides. */
    private void circle(String near, String radius) {
        require(!isGiven(radius) || isGiven(near), "?radius", "no-center", "\"radius\" goes with \"near\".");
        if (!isGiven(near)) {
            return;
        }
        var point = numbers("?near", near, 2, "Give latitude,longitude in degrees.");
        require(isPoint(point[0], point[1]), "?near", "not-a-place", "Give latitude,longitude in degrees.");
        var metres = isGiven(radius) ? numbers("?radius", radius, 1, "Give metres.")[0] : DEFAULT_RADIUS_M;
        require(
                metres >= NEAREST_M && metres <= FARTHEST_M,
                "?radius",
                "out-of-range",
                "A radius is between %.0f and %.0f metres.".formatted(NEAREST_M, FARTHEST_M));
        asked.put("lat", point[0]).put("lon", point[1]).put("radius", metres);
        var north = metres / METRES_A_DEGREE;
        var east = north / Math.max(0.01, Math.cos(Math.toRadians(point[0])));
        box(point[0] - north, point[1] - east, point[0] + north, point[1] + east);
    }

    private void box(double south, double west, double north, double east) {
        asked.put("south", Math.max(south, asked.getDouble("south", -90.0)))
                .put("west", Math.max(west, asked.getDouble("west", -180.0)))
                .put("north", Math.min(north, asked.getDouble("north", 90.0)))
                .put("east", Math.min(east, asked.getDouble("east", 180.0)));
    }

    private void times(String from, String to) {
        var first = isGiven(from) ? moment("?from", from, 0) : null;
        var last = isGiven(to) ? moment("?to", to, 1) : null;
        require(
                first == null || last == null || first.isBefore(last),
                "?to",
                "before-from",
                "\"to\" must be after \"from\".");
        if (first != null) {
            asked.put("from", first.toString());
        }
        if (last != null) {
            asked.put("to", last.toString());
        }
    }

    /** A date is a day in New York, and the last one is included. */
    private static Instant moment(String name, String text, int daysAfter) {
        try {
            var moment = text.matches(DATE)
                    ? LocalDate.parse(text)
                            .plusDays(daysAfter)
                            .atStartOfDay(NEW_YORK)
                            .toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            require(
                    !moment.isBefore(FIRST) && !moment.isAfter(LAST),
                    name,
                    "out-of-range",
                    "A time is between 1970 and 2100.");
            return moment;
        } catch (DateTimeException noTime) {
            throw new InvalidField(name, "not-a-time", "Give a date, or a time with its offset (RFC 3339).");
        }
    }

    private void categories(String category) {
        if (isGiven(category)) {
            asked.put("categories", some("?category", category, CATEGORIES, "unknown-category"));
        }
    }

    private void price(String priceMax) {
        if (isGiven(priceMax)) {
            try {
                var price = Integer.parseInt(priceMax);
                require(price >= 0, "?price_max", "not-a-price", "A price is a whole number of cents, 0 or more.");
                asked.put("price_max", price);
            } catch (NumberFormatException noNumber) {
                throw new InvalidField("?price_max", "not-a-price", "A price is a whole number of cents, 0 or more.");
            }
        }
    }

    /** {@code true} is the feature that is asked for most. */
    private void accessibility(String accessible) {
        if (isGiven(accessible) && !accessible.equals("false")) {
            asked.put(
                    "accessible",
                    accessible.equals("true")
                            ? new JsonArray().add("step_free")
                            : some("?accessible", accessible, ACCESSIBILITY, "unknown-feature"));
        }
    }

    private static JsonArray some(String name, String text, Set<String> known, String otherwise) {
        var words =
                new TreeSet<>(Arrays.stream(text.split(",")).map(String::strip).toList());
        require(known.containsAll(words), name, otherwise, "Give some of " + known + ".");
        return new JsonArray(words.stream().toList());
    }

    private static double[] numbers(String name, String text, int howMany, String otherwise) {
        try {
            var numbers = Arrays.stream(text.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            require(
                    numbers.length == howMany && Arrays.stream(numbers).allMatch(Double::isFinite),
                    name,
                    "not-a-number",
                    otherwise);
            return numbers;
        } catch (NumberFormatException noNumber) {
            throw new InvalidField(name, "not-a-number", otherwise);
        }
    }

    private static boolean isPoint(double latitude, double longitude) {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    }

    private static void require(boolean condition, String name, String code, String otherwise) {
        Refusal.when(!condition, () -> new InvalidField(name, code, otherwise));
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    private Sought() {}
}
