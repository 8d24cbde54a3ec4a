package app.godo.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A phone with a socket. */
final class Phone implements WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile int closeCode = -1;
    private WebSocket socket;

    /** Opens a socket with the token as a subprotocol, and waits for the welcome. */
    static Phone signedIn(String token) {
        var phone = open("godo.v1", "bearer." + token);
        phone.await(frame -> "welcome".equals(frame.at("/type").asText()));
        return phone;
    }

    static Phone open(String protocol, String... others) {
        var phone = new Phone();
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        phone.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(protocol, others)
                .buildAsync(URI.create("ws://127.0.0.1:%d/api/v1/realtime".formatted(port)), phone)
                .join();
        return phone;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(JSON.readTree(partial.toString()));
            } catch (JsonProcessingException noJson) {
                throw new AssertionError(noJson);
            }
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

    Phone say(String json) {
        socket.sendText(json, true).join();
        return this;
    }

    /** The network is gone, without a goodbye. */
    void drop() {
        socket.abort();
    }

    JsonNode await(Predicate<JsonNode> condition) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> frames.stream().filter(condition).findFirst().orElse(null), frame -> frame != null);
    }

    /** The notifications that came, in the order in which they did. */
    List<JsonNode> notifications() {
        return frames.stream()
                .filter(frame -> "notification".equals(frame.at("/type").asText()))
                .toList();
    }

    String lastId() {
        return notifications().getLast().at("/id").asText();
    }

    int closeCode() {
        return closeCode;
    }
}
