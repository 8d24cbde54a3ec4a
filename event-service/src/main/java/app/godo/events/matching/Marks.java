package app.godo.events.matching;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a title says of which sitting, part or product it is.
 *
 * @param sessions values by what they count, such as {@code day: 2} or {@code sitting: late}
 * @param numbers every number in the title
 * @param products words for something sold beside the Event itself
 */
record Marks(Map<String, Set<String>> sessions, Set<String> numbers, Set<String> products) {

    private static final String SITTING = "sitting";

    private static final Pattern SITTINGS =
            Pattern.compile("\\b(matinee|evening)\\b|\\b(early|late)[ -](?:show|set|seating|session|performance)\\b");
    private static final Pattern COUNTED = Pattern.compile(
            "\\b(session|part|pt|day|night|week|level|set|show|round|game|vol|volume|chapter|episode|module|lesson|heat|wave"
                    + "|seating|grade|ages?)\\.?\\s*#?\\s*(\\d+)\\b");
    private static final Pattern LETTERED =
            Pattern.compile("\\b(class|section|group|level|part|volume|chapter|act)\\s+(i{1,3}|iv|v|[a-h])\\b");
    private static final Pattern ORDINAL = Pattern.compile(
            "\\b(?:(\\d+)(?:st|nd|rd|th)|(first|second|third))\\s+(session|part|day|night|week|set|show|round|game|seating)\\b");
    private static final Pattern CLOCK = Pattern.compile("\\b(\\d{1,2})(?::(\\d\\d))?\\s*([ap])\\.?m\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern PRODUCT = Pattern.compile(
            "\\b(add[ -]?ons?|vip|premium seat\\w*|parking|pass|passes|tours|upgrades?|packages?|meet (?:and|&) greet"
                    + "|not a concert ticket|shuttle|hospitality|lounge access|gift cards?|season tickets?|memberships?)\\b");

    private static final Map<String, String> SAME_COUNT =
            Map.of("pt", "part", "vol", "volume", "ages", "age", "first", "1", "second", "2", "third", "3");

    static Marks of(String plainTitle) {
        var sessions = new HashMap<String, Set<String>>();
        SITTINGS.matcher(plainTitle)
                .results()
                .forEach(found -> add(sessions, SITTING, found.group(1) != null ? found.group(1) : found.group(2)));
        COUNTED.matcher(plainTitle).results().forEach(found -> add(sessions, found.group(1), found.group(2)));
        LETTERED.matcher(plainTitle).results().forEach(found -> add(sessions, found.group(1), found.group(2)));
        ORDINAL.matcher(plainTitle)
                .results()
                .forEach(found ->
                        add(sessions, found.group(3), found.group(1) != null ? found.group(1) : found.group(2)));
        CLOCK.matcher(plainTitle)
                .results()
                .forEach(found -> add(
                        sessions,
                        "clock",
                        found.group(1) + ":" + (found.group(2) == null ? "00" : found.group(2)) + found.group(3)));
        var numbers = new HashSet<String>();
        NUMBER.matcher(plainTitle).results().forEach(found -> numbers.add(found.group()));
        var products = new HashSet<String>();
        PRODUCT.matcher(plainTitle).results().forEach(found -> products.add(found.group()));
        return new Marks(sessions, numbers, products);
    }

    private static void add(Map<String, Set<String>> sessions, String counted, String value) {
        sessions.computeIfAbsent(SAME_COUNT.getOrDefault(counted, counted), first -> new HashSet<>())
                .add(SAME_COUNT.getOrDefault(value, value));
    }

    /** What both count and number differently, null when nothing. */
    String otherSessionThan(Marks that) {
        for (var entry : sessions.entrySet()) {
            var theirs = that.sessions.get(entry.getKey());
            if (theirs != null && apart(entry.getValue(), theirs)) {
                return entry.getKey();
            }
        }
        return null;
    }

    boolean numberedOtherwiseThan(Marks that) {
        return !numbers.isEmpty() && !that.numbers.isEmpty() && apart(numbers, that.numbers);
    }

    boolean otherProductThan(Marks that) {
        return products.isEmpty() != that.products.isEmpty();
    }

    private static boolean apart(Set<String> some, Set<String> others) {
        return some.stream().noneMatch(others::contains);
    }
}
