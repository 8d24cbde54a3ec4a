package app.godo.notifications.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.config.ConfigProvider;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The app on somebody's phone, as far as its socket goes. */
final class App implements WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private volatile boolean reading;
    private WebSocket socket;

    private App(boolean reading) {
        this.reading = reading;
    }

    /** Opens a socket with the token in the handshake and waits to be let in. */
    static App of(String token) throws Exception {
        var app = opened("bearer." + token);
        app.next("welcome");
        return app;
    }

    /** Opens a socket with these subprotocols besides ours. */
    static App opened(String... subprotocols) throws Exception {
        return open(true, subprotocols);
    }

    /** An app that takes nothing of what it is sent. */
    static App stuck(String token) throws Exception {
        return open(false, "bearer." + token);
    }

    private static App open(boolean reading, String... subprotocols) throws Exception {
        var app = new App(reading);
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        app.socket = HTTP.newWebSocketBuilder()
                .subprotocols("godo.v1", subprotocols)
                .buildAsync(URI.create("ws://127.0.0.1:%d/api/v1/realtime".formatted(port)), app)
                .get(10, TimeUnit.SECONDS);
        return app;
    }

    /** What a person does who comes back: everything after this frame, please. */
    App since(String id) {
        return say("{\"type\":\"subscribe\",\"topic\":\"notifications\",\"since\":\"%s\"}".formatted(id));
    }

    App say(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    /** The next frame, which is of this type. */
    JsonNode next(String type) throws InterruptedException {
        var frame = frames.poll(10, TimeUnit.SECONDS);
        if (frame == null || !frame.path("type").asText().equals(type)) {
            throw new AssertionError("expected %s, got %s%s"
                    .formatted(type, frame, closed.isDone() ? ", closed with " + closed.join() : ""));
        }
        return frame;
    }

    /** From now on it takes nothing more: the phone is in a tunnel, and its line stays open. */
    App stops() {
        reading = false;
        return this;
    }

    /** What had arrived and was not looked at yet. */
    List<JsonNode> taken() {
        var taken = new ArrayList<JsonNode>();
        frames.drainTo(taken);
        return taken;
    }

    /** The ids of the next frames. */
    List<String> ids(int count) throws InterruptedException {
        var ids = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            ids.add(next("notification").path("id").asText());
        }
        return ids;
    }

    /** Whether nothing comes for a moment. */
    boolean isQuiet() throws InterruptedException {
        return frames.poll(1, TimeUnit.SECONDS) == null;
    }

    /** The code the socket is closed with. */
    int closedWithin(Duration patience) throws InterruptedException, ExecutionException {
        try {
            return closed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException open) {
            throw new AssertionError("still open after " + patience);
        }
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    /** The network is gone, without a word. */
    void dies() {
        socket.abort();
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reading) {
            opened.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            try {
                frames.add(JSON.readTree(text.toString()));
            } catch (JsonProcessingException noJson) {
                throw new IllegalStateException(noJson);
            }
            text.setLength(0);
        }
        if (reading) {
            from.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }
}
