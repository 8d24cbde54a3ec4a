package app.godo.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.gateway.EchoServices;
import app.godo.gateway.TheGateway;
import app.godo.gateway.limits.OtherReplica;
import app.godo.gateway.limits.RatesConfig;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

/** A second listener with a limiter, and a connection to the one Redis, of its own. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class TwoReplicasTest {

    private static final int REQUESTS = 150;
    private static final int AT_ONCE = 10;

    @Inject
    Vertx vertx;

    @Inject
    RatesConfig rates;

    @ConfigProperty(name = "quarkus.redis.hosts")
    String redis;

    @Inject
    AnotherGateway other;

    @BeforeEach
    void startAnother() {
        other.start(OtherReplica.limiter(rates, redis, vertx), Duration.ofMillis(100));
    }

    @AfterEach
    void stopIt() {
        other.stop();
    }

    @Test
    @DisplayName(
            "A-30 A-38: of one user's 150 requests at two replicas exactly 100 pass, and 50 are told when to come back")
    void replicas_count_together() {
        var here = TheGateway.uri("/api/v1/users/profile");
        var there = other.uri("/api/v1/users/profile");
        var token = Tokens.of(Ids.next());
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            // a gateway that has just started may find Redis slow, and would count alone for a second
            for (var i = 0; i < AT_ONCE; i++) {
                send(client, here, Tokens.of(Ids.next())).join();
                send(client, there, Tokens.of(Ids.next())).join();
            }

            var answered = new ArrayList<HttpResponse<Void>>();
            for (var sent = 0; sent < REQUESTS; sent += AT_ONCE) {
                IntStream.range(0, AT_ONCE)
                        .mapToObj(i -> send(client, i % 2 == 0 ? here : there, token))
                        .toList()
                        .forEach(one -> answered.add(one.join()));
            }

            var byStatus = answered.stream().collect(Collectors.groupingBy(one -> one.statusCode()));
            assertEquals(100, byStatus.get(200).size());
            assertEquals(50, byStatus.get(429).size());
            assertTrue(byStatus.get(429).stream()
                    .allMatch(no -> no.headers().firstValue("Retry-After").isPresent()));
            for (var replica : new URI[] {here, there}) {
                var passed = byStatus.get(200).stream()
                        .filter(one -> one.uri().equals(replica))
                        .count();
                assertTrue(passed > 0 && passed < 100, "%s let %d through".formatted(replica, passed));
            }
        }
    }

    private static CompletableFuture<HttpResponse<Void>> send(HttpClient client, URI replica, String token) {
        var request = HttpRequest.newBuilder(replica)
                .header("Authorization", "Bearer " + token)
                .build();
        return client.sendAsync(request, BodyHandlers.discarding());
    }
}
