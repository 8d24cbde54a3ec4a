package app.godo.ingestion.reading;

import app.godo.wire.facts.ListingFact;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a text says of who can come in and follow: only what it says, and nothing when it says nothing. */
final class Accessibility {

    private static final Map<String, Pattern> SIGNS = new HashMap<>();

    static {
        sign(
                "step_free",
                "wheelchair[- ]accessible|accessible (?:to|for|by) wheelchairs?|step[- ]free|ADA[- ]accessible"
                        + "|fully accessible (?:venue|space|building|location|facility)");
        sign("asl", "ASL\\b|American Sign Language|sign language interpret");
        sign("captions", "(?:open|closed|live|real[- ]time)[- ]caption|CART (?:caption|service)|captioning");
        sign("quiet_space", "quiet (?:space|room)|sensory[- ]friendly|relaxed performance|low[- ]sensory");
        sign("gender_neutral_restroom", "(?:gender[- ]neutral|all[- ]gender) (?:rest|bath)room");
    }

    private static final Pattern DENIED = Pattern.compile(
            "(?i)(?:\\bnot?\\b|n['’]t\\b|\\bwithout\\b|\\bun(?:able|available)\\b|\\bupon request\\b|\\brequest)[^.\\n]{0,40}$");
    private static final Pattern ON_REQUEST = Pattern.compile("(?i)^[^.\\n]{0,60}\\b(?:upon|by|on) request\\b");
    private static final int AROUND = 60;

    private static void sign(String name, String words) {
        SIGNS.put(name, Pattern.compile("(?i)\\b(?:" + words + ")"));
    }

    /**
     * The signs found, null when there are none and nothing else is said. What is to be asked for, or is said not to be, is no
     * sign.
     *
     * @param text all that the Source says
     * @param notes what it says of nothing but this, null when nothing
     */
    static ListingFact.Accessibility in(String text, String notes) {
        var stepFree = says(text, "step_free");
        var asl = says(text, "asl");
        var captions = says(text, "captions");
        var quietSpace = says(text, "quiet_space");
        var restroom = says(text, "gender_neutral_restroom");
        var nothing =
                Stream.of(stepFree, asl, captions, quietSpace, restroom, notes).allMatch(Objects::isNull);
        return nothing ? null : new ListingFact.Accessibility(stepFree, asl, captions, quietSpace, restroom, notes);
    }

    private static Boolean says(String text, String sign) {
        var matches = SIGNS.get(sign).matcher(text);
        while (matches.find()) {
            var before = text.substring(Math.max(0, matches.start() - AROUND), matches.start());
            var after = text.substring(matches.end(), Math.min(text.length(), matches.end() + 2 * AROUND));
            if (!DENIED.matcher(before).find() && !ON_REQUEST.matcher(after).find()) {
                return true;
            }
        }
        return null;
    }

    private Accessibility() {}
}
