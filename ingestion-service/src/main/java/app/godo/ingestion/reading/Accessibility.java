package app.godo.ingestion.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a text says of who can come in and follow: only what it says, and nothing when it says nothing. */
final class Accessibility {

    private static final Map<String, Pattern> SIGNS = new LinkedHashMap<>();

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
     * The signs found, null when there are none. What is to be asked for, or is said not to be, is no sign.
     *
     * @param source what the Source is called, kept beside the signs
     */
    static ObjectNode in(String text, String source) {
        if (text == null) {
            return null;
        }
        var found = JsonNodeFactory.instance.objectNode();
        SIGNS.forEach((name, words) -> {
            var matches = words.matcher(text);
            while (matches.find() && !found.has(name)) {
                var before = text.substring(Math.max(0, matches.start() - AROUND), matches.start());
                var after = text.substring(matches.end(), Math.min(text.length(), matches.end() + 2 * AROUND));
                if (!DENIED.matcher(before).find() && !ON_REQUEST.matcher(after).find()) {
                    found.put(name, true);
                }
            }
        });
        return found.isEmpty() ? null : found.put("source", source);
    }

    private Accessibility() {}
}
