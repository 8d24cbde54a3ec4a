package app.godo.load;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Swipes as the app sends them, each with an id of its own, any way. */
final class Swipes {
    static final String PATH = "/swipes/";

    private static final List<String> DIRECTIONS = List.of("right", "up", "down", "left");

    static String one(String event) {
        return "{\"event_id\":\"%s\",\"direction\":\"%s\",\"client_swipe_id\":\"%s\"}"
                .formatted(event, any(DIRECTIONS), UUID.randomUUID());
    }

    static String many(List<String> events) {
        return events.stream().map(Swipes::one).collect(Collectors.joining(",", "{\"swipes\":[", "]}"));
    }

    static <T> T any(List<T> list) {
        return list.get(ThreadLocalRandom.current().nextInt(list.size()));
    }

    private Swipes() {}
}
