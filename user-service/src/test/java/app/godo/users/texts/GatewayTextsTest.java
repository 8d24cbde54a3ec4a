package app.godo.users.texts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.vertx.mutiny.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

class GatewayTextsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Text HELLO = new Text("+12127360000", "123456 is your Godo code.");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile int status = 202;
    private HttpServer gateway;

    @BeforeEach
    void open() throws Exception {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/texts", exchange -> {
            taken.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.stop(0);
        vertx.closeAndAwait();
    }

    @Test
    void a_message_is_handed_over() {
        texts(Optional.of(address())).send(HELLO).await().atMost(PATIENCE);

        assertThat(
                taken,
                contains("POST Bearer a secret {\"to\":\"+12127360000\",\"text\":\"123456 is your Godo code.\"}"));
    }

    @Test
    void a_message_that_is_not_taken_is_not_sent() {
        status = 500;

        var refused = assertThrows(
                TextsAway.class,
                () -> texts(Optional.of(address())).send(HELLO).await().atMost(PATIENCE));

        assertThat(refused.code(), is("texts-unavailable"));
    }

    @Test
    void nobody_takes_messages_without_a_gateway() {
        assertThrows(
                TextsAway.class,
                () -> texts(Optional.empty()).send(HELLO).await().atMost(PATIENCE));
    }

    private GatewayTexts texts(Optional<URI> address) {
        return new GatewayTexts(vertx, new To(address));
    }

    private URI address() {
        return URI.create(
                "http://127.0.0.1:%d/texts".formatted(gateway.getAddress().getPort()));
    }

    private record To(Optional<URI> gateway) implements TextsConfig {
        @Override
        public Optional<String> secret() {
            return Optional.of("a secret");
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(2);
        }
    }
}
