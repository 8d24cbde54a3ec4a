package app.godo.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** That the figures are right is tried on a gateway that takes its time: no load. */
class ClosedLoopTest {
    private static final int MILLISECONDS_AN_ANSWER = 20;
    private static final Settings TWO_AT_ONCE = new Settings(2, 1, 1, 1, 28_080, 0, null);

    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.setExecutor(threads);
        gateway.createContext("/api/v1/swipes/", exchange -> answer(exchange, 201));
        gateway.createContext("/api/v1/events/feed", exchange -> answer(exchange, 200));
        // every second reader is told off
        gateway.createContext("/api/v1/events/one", exchange -> answer(exchange, requests.get() % 2 == 0 ? 200 : 429));
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.stop(0);
        threads.close();
    }

    @Test
    void every_request_reaches_the_gateway_and_waits_for_its_answer() {
        var feed = loop().measure(HotPath.FEED);

        assertThat(feed.errors()).isZero();
        // a second, two at once, at least 20 ms each; warming up took as much again
        assertThat(feed.requests()).isBetween(5L, 102L);
        assertThat(requests.get()).isGreaterThanOrEqualTo((int) feed.requests() + 5);
        assertThat(feed.nanos().getMinValue()).isGreaterThan(19_000_000L);
        assertThat(accepted).containsExactly("gzip");
    }

    @Test
    void answers_other_than_2xx_are_errors() {
        var reads = loop().measure(HotPath.EVENT_READ);

        assertThat(reads.errors()).isBetween(1L, reads.requests() - 1);
    }

    @Test
    void each_swipe_is_one_of_its_own() {
        var swipes = loop().measure(HotPath.TEN_SWIPES);

        assertThat(swipes.errors()).isZero();
        assertThat(bodies).hasSize(requests.get()).allMatch(body -> body.split("client_swipe_id").length == 11);
    }

    private ClosedLoop loop() {
        var url = "http://127.0.0.1:" + gateway.getAddress().getPort();
        var crowd = new Crowd(List.of(new Person(url, "somebody", "token")), List.of("one"));
        return new ClosedLoop(url, crowd, TWO_AT_ONCE);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            accepted.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding")));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            TimeUnit.MILLISECONDS.sleep(MILLISECONDS_AN_ANSWER);
            // what could be cached must be asked for again
            exchange.getResponseHeaders().set("Cache-Control", "private, max-age=600");
            exchange.getResponseHeaders().set("ETag", "\"one\"");
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
