package app.godo.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.local.Fleet;
import app.godo.local.GodoService;
import app.godo.local.ServiceProcess;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Two gateways and two event-services, each pair behind a balancer, under people who never pause: a campaign of its own
 * ({@code -Dgodo.campaign=true}), as on two cores new processes take all there is while they start.
 */
@Order(6)
@EnabledIfSystemProperty(named = "godo.campaign", matches = "true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NothingIsLostTest {

    /** No divisor of anything: everybody does everything. */
    private static final int PEOPLE = 11;

    private static final Duration ROTATION = Duration.ofSeconds(60);
    /** In rounds of three seconds. */
    private static final int LONGEST_WARM_UP = 15;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private static final Fleet FLEET = City.fleet();
    private static Balancer front;
    private static Balancer behind;
    private static final List<ServiceProcess> gateways = new ArrayList<>();
    private static final List<ServiceProcess> eventServices = new ArrayList<>();
    private static List<App> people;
    private static List<String> events;

    @BeforeAll
    static void stand_behind_balancers() throws Exception {
        front = Balancer.on(0);
        for (var i = 0; i < 2; i++) {
            gateways.add(startedBehind(front, GodoService.GATEWAY));
        }
        people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> App.of(front.url(), "Steady " + i))
                .toList();
        events = City.upcoming(500);
        assertFalse(events.isEmpty());
    }

    @Test
    @Order(1)
    @DisplayName("A-21: signing keys rotate amid 200 requests a second: none is refused, and the new key signs")
    void keys_rotate_amid_requests() throws Exception {
        warmUp();
        var fromBefore = people.getFirst().accessToken();
        var load = SteadyLoad.begin(200, people, events);
        try (load) {
            var begun = System.nanoTime();
            TimeUnit.SECONDS.sleep(2);
            var next = addSigningKey();
            Awaitility.await("the new key signs")
                    .atMost(ROTATION)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> people.stream()
                            .anyMatch(person -> kidOf(person.accessToken()).equals(next)));
            TimeUnit.NANOSECONDS.sleep(ROTATION.toNanos() - (System.nanoTime() - begun));
        }

        assertEquals(Map.of(), load.lost(), "of %d requests".formatted(load.answered()));
        assertTrue(
                load.rate() > 190, "%d requests, %.0f a second instead of 200".formatted(load.answered(), load.rate()));
        var withTheOldKey = App.holding(front.url(), fromBefore);
        withTheOldKey.get("/users/profile").expect(200);
        assertFalse(kidOf(fromBefore).equals(kidOf(people.getLast().accessToken())), "refreshed with the new key");
    }

    @Test
    @Order(2)
    @DisplayName(
            "D-10: gateways and event-services are replaced one after another amid 100 requests a second: none is lost")
    void processes_are_replaced_amid_requests() throws Exception {
        // the gateways go on asking where the one event-service was
        FLEET.process(GodoService.EVENTS).stop();
        behind = Balancer.on(URI.create(FLEET.url(GodoService.EVENTS)).getPort());
        for (var i = 0; i < 2; i++) {
            eventServices.add(startedBehind(behind, GodoService.EVENTS));
        }
        var first = List.copyOf(gateways);
        var load = SteadyLoad.begin(100, people, events);
        try (load) {
            TimeUnit.SECONDS.sleep(1);
            for (var i = 0; i < 2; i++) {
                var number = i;
                inParallel(
                        () -> replace(gateways, number, front, GodoService.GATEWAY),
                        () -> replace(eventServices, number, behind, GodoService.EVENTS));
            }
            TimeUnit.SECONDS.sleep(1);
        }

        assertEquals(Map.of(), load.lost(), "of %d requests".formatted(load.answered()));
        for (var gateway : first) {
            assertTrue(front.connectionsTo(gateway) > 0, "both were asked");
        }
        for (var service : eventServices) {
            assertTrue(behind.connectionsTo(service) > 0, "both are asked");
        }
        var acknowledged = load.swipes().stream().map("'%s'"::formatted).collect(Collectors.joining(","));
        assertEquals(
                load.swipes().size(),
                Sql.count("select count(*) from swipes.swipes where client_swipe_id in (%s)".formatted(acknowledged)));
    }

    /** What has never run is slow at first; how much of this is answered does not matter, until for once all of it is. */
    private static void warmUp() throws Exception {
        var rates = new ArrayList<>(List.of(50, 100));
        rates.addAll(Collections.nCopies(LONGEST_WARM_UP, 200));
        for (var perSecond : rates) {
            var load = SteadyLoad.begin(perSecond, people, events);
            try (load) {
                TimeUnit.SECONDS.sleep(3);
            }
            if (perSecond == 200 && load.lost().isEmpty()) {
                return;
            }
        }
    }

    /** SIGTERM, and a new one in its place: until it is ready the other is alone. */
    private static Void replace(List<ServiceProcess> pair, int number, Balancer balancer, GodoService service)
            throws Exception {
        var begun = System.nanoTime();
        pair.get(number).stop();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(LONGEST_STOP) < 0, service.module() + " took " + took);
        pair.set(number, startedBehind(balancer, service));
        return null;
    }

    private static ServiceProcess startedBehind(Balancer balancer, GodoService service) throws Exception {
        var process = FLEET.startSecond(service);
        var port = URI.create(process.url()).getPort();
        balancer.add(process, service == GodoService.GATEWAY ? port + 1 : port);
        return process;
    }

    private static void inParallel(Callable<Void> one, Callable<Void> other) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var step : threads.invokeAll(List.of(one, other))) {
                step.get();
            }
        }
    }

    /** What an operator does: a key that is younger beside those there are. Says what it is called. */
    private static String addSigningKey() throws Exception {
        var file = City.DATA.resolve("keys").resolve("signing-keys.json");
        var keys = (ObjectNode) App.JSON.readTree(file.toFile());
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var point = ((ECPublicKey) pair.getPublic()).getW();
        var kid = UUID.randomUUID().toString();
        keys.withArray("keys")
                .addObject()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("use", "sig")
                .put("alg", "ES256")
                .put("kid", kid)
                .put("iat", Instant.now().getEpochSecond())
                .put("x", base64(point.getAffineX().toByteArray()))
                .put("y", base64(point.getAffineY().toByteArray()))
                .put("d", base64(((ECPrivateKey) pair.getPrivate()).getS().toByteArray()));
        var whole = Files.writeString(file.resolveSibling("signing-keys.next"), keys.toString());
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        return kid;
    }

    /** Exactly 32 bytes, whatever sign or zeros a BigInteger has before them. */
    private static String base64(byte[] number) {
        var bytes = new byte[32];
        var length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, bytes, 32 - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String kidOf(String token) {
        try {
            return App.JSON
                    .readTree(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))))
                    .at("/kid")
                    .asText();
        } catch (IOException noToken) {
            throw new AssertionError(noToken);
        }
    }
}
