package app.godo.reco.tastes;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a person says of what was learned of them. It goes before anything that their swipes say.
 *
 * @param liking how much they like something, by facet, from -1 for not at all to 1
 * @param less the Events of which they want less like it, each with the facets it had
 * @param venues the venues of which they want nothing, by name, each with the Events they said it of
 * @param since swipes up to this moment teach nothing; null when all do
 */
public record Corrections(
        Map<String, Double> liking, Map<UUID, List<String>> less, Map<String, List<UUID>> venues, Instant since) {

    /** How much somebody goes by their friends. */
    public static final String FRIENDS = "social:friends";

    /** How much somebody goes by what is near. */
    public static final String HOME = "distance:home";

    /** Someone who has said nothing. */
    public static final Corrections NONE = new Corrections(Map.of(), Map.of(), Map.of(), null);

    /** What they said of a facet, 0 where they said nothing. */
    public double of(String facet) {
        return liking.getOrDefault(facet, 0.0);
    }

    /** Whether a swipe of this moment teaches. */
    boolean learnsFrom(Instant swipedAt) {
        return since == null || swipedAt.isAfter(since);
    }

    /** As Redis has it beside the vector, empty when nothing was said. */
    String text() {
        if (equals(NONE)) {
            return "";
        }
        var lessLike = new JsonObject();
        less.forEach((event, facets) -> lessLike.put(event.toString(), new JsonArray(facets)));
        var notAt = new JsonObject();
        venues.forEach((venue, events) -> notAt.put(
                venue, new JsonArray(events.stream().map(UUID::toString).toList())));
        return new JsonObject()
                .put("liking", new JsonObject(new HashMap<>(liking)))
                .put("less", lessLike)
                .put("venues", notAt)
                .put("since", since)
                .encode();
    }

    /** @param text null when nothing was said */
    static Corrections read(String text) {
        if (text == null) {
            return NONE;
        }
        var said = new JsonObject(text);
        return new Corrections(
                said.getJsonObject("liking").stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> ((Number) entry.getValue()).doubleValue())),
                said.getJsonObject("less").stream()
                        .collect(Collectors.toUnmodifiableMap(
                                entry -> UUID.fromString(entry.getKey()), entry -> texts(entry.getValue()))),
                said.getJsonObject("venues").stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> texts(entry.getValue()).stream()
                                        .map(UUID::fromString)
                                        .toList())),
                said.getInstant("since"));
    }

    private static List<String> texts(Object array) {
        return ((JsonArray) array).stream().map(Object::toString).toList();
    }
}
