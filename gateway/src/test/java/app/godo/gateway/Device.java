package app.godo.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that opens WebSockets, and remembers what it has heard over them. */
public final class Device {

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** What is sent to open a socket, byte for byte, with one more header. */
    public static String opening(String path, String header) {
        return """
                GET %s HTTP/1.1\r
                Host: godo\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                %s\r
                \r
                """.formatted(path, header);
    }

    /** Opens one; the protocols are offered after the app's own. */
    public WebSocket open(URI address, String... protocols) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("godo.v1", protocols)
                .buildAsync(URI.create(address.toString().replace("http:", "ws:")), new Listening())
                .get(5, TimeUnit.SECONDS);
    }

    /** The next text, or {@code closed} with its code; null when nothing comes in five seconds. */
    public String hears() throws InterruptedException {
        return heard.poll(5, TimeUnit.SECONDS);
    }

    private final class Listening implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("closed " + code);
            return null;
        }
    }
}
