package app.godo.gateway;

import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The gateway as the tests reach it. */
public final class TheGateway {

    /** A request of nobody in particular. */
    public static RequestSpecification anyone() {
        RestAssured.port = port(); // the framework has told it of its own server, which is off
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .config(RestAssuredConfig.config()
                        .httpClient(HttpClientConfig.httpClientConfig()
                                .setParam("http.socket.timeout", 10_000)
                                .setParam("http.connection.timeout", 5_000)));
    }

    /** A request of someone new. */
    public static RequestSpecification someone() {
        return with(Tokens.of(Ids.next()));
    }

    /** A request with this token. */
    public static RequestSpecification with(String token) {
        return anyone().header("Authorization", "Bearer " + token);
    }

    /** A request from another address of this machine: 127/8 is all ours. */
    public static HttpResponse<String> from(String address, String method, String path, String... headers) {
        try (var client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(address))
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            var request = HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** All that comes back on one connection for these bytes, until the gateway closes it or is silent for two seconds. */
    public static Conversation raw(String bytes) {
        try (var socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return heard(socket);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What was heard on a connection, and whether the gateway closed it. */
    public record Conversation(String text, boolean closed) {

        /** How many answers there were. */
        public int answers() {
            return text.split("HTTP/1\\.[01] \\d{3} ", -1).length - 1;
        }

        public int status() {
            return Integer.parseInt(text.substring(9, 12));
        }
    }

    /** Listens until the gateway closes or is silent. */
    public static Conversation heard(Socket socket) throws IOException {
        socket.setSoTimeout(2_000);
        var text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
            return new Conversation(text.toString(), true);
        } catch (SocketTimeoutException silent) {
            return new Conversation(text.toString(), false);
        }
    }

    public static Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port()), 2_000);
        return socket;
    }

    public static URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port(), path));
    }

    /** Where administrators come in. */
    static int adminPort() {
        return ConfigProvider.getConfig().getValue("godo.entrance.admin-port", Integer.class);
    }

    static int port() {
        return ConfigProvider.getConfig().getValue("godo.entrance.port", Integer.class);
    }

    private TheGateway() {}
}
