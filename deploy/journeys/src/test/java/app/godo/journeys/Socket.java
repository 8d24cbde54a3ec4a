package app.godo.journeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The app's open WebSocket. */
final class Socket implements WebSocket.Listener {

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile int closeCode = -1;

    static Socket open(HttpClient http, String address, String accessToken) {
        var socket = new Socket();
        http.newWebSocketBuilder()
                .subprotocols("godo.v1", "bearer." + accessToken)
                .buildAsync(URI.create(address), socket)
                .join();
        return socket;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(parsed(partial.toString()));
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closeCode = code;
        return null;
    }

    /** Waits for the first frame that satisfies the condition. */
    JsonNode await(Duration patience, Predicate<JsonNode> condition) {
        return Awaitility.await("a frame among " + frames)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> frames.stream().filter(condition).findFirst().orElse(null), frame -> frame != null);
    }

    /** Everything that came. */
    List<JsonNode> frames() {
        return frames;
    }

    /** The code the server closed it with, -1 while it is open. */
    int closeCode() {
        return closeCode;
    }

    private static JsonNode parsed(String text) {
        try {
            return App.JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError("a frame that is no JSON: " + text, noJson);
        }
    }
}
