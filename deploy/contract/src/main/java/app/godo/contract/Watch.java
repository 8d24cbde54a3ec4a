package app.godo.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;

/**
 * Stands between who asks and the gateway: lends a session that goes on to every request that shows {@link #TOKEN}, and remembers
 * what was answered.
 */
final class Watch implements AutoCloseable {

    /** Shown in the place of a token, which would end in the middle of a run: with a sign-out, or after ten minutes. */
    static final String TOKEN = "lent-by-the-watch";

    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect", "authorization");

    /** With these somebody is of no more use here: their session is over, or they have asked for too much today. */
    private static final Set<Integer> SPENT = Set.of(401, 429);

    private static final int LONGEST_SHOWN = 2_000;

    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Doors doors;
    private final Specification specification;
    private final Person admin;
    private Person caller;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private final Set<String> broken = new TreeSet<>();
    private final Set<String> undocumented = new TreeSet<>();

    Watch(Doors doors, Specification specification, Person caller, Person admin) throws IOException {
        this.doors = doors;
        this.specification = specification;
        this.caller = caller;
        this.admin = admin;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // one after another: a session that ended is mended before the next request
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often each status was answered. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    /** How often each operation was asked. */
    Map<String, Integer> asked() {
        return asked;
    }

    /** Each request that was answered with 5xx, and the answer. */
    Set<String> broken() {
        return broken;
    }

    /** Answers that are not as the document says. */
    Set<String> undocumented() {
        return undocumented;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var answer = pass(exchange, body);
            note(exchange, body, answer);
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            var bytes = answer.body();
            exchange.sendResponseHeaders(answer.statusCode(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var method = exchange.getRequestMethod();
        var path = beneathTheApi(exchange);
        var shown = exchange.getRequestHeaders().getFirst("Authorization");
        var lends = ("Bearer " + TOKEN).equals(shown);
        var isForAdmins = specification
                .template(method, path)
                .filter(known -> specification.isForAdmins(method, known))
                .isPresent();
        var person = isForAdmins ? admin : caller;
        var query = exchange.getRequestURI().getRawQuery();
        var request = HttpRequest.newBuilder(doors.to(query == null ? path : path + "?" + query, isForAdmins))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        if (lends || shown != null) {
            request.header("Authorization", lends ? "Bearer " + person.token() : shown);
        }
        var answer = client.send(request.build(), BodyHandlers.ofByteArray());
        if (lends && (SPENT.contains(answer.statusCode()) || mayEndSessions(exchange, answer))) {
            renew(person);
        }
        return answer;
    }

    private static String beneathTheApi(HttpExchange exchange) {
        return exchange.getRequestURI().getRawPath().replaceFirst("^/api/v1", "");
    }

    private static boolean mayEndSessions(HttpExchange exchange, HttpResponse<byte[]> answer) {
        var path = exchange.getRequestURI().getPath();
        return answer.statusCode() < 300
                && (path.matches(".*/(logout|account|deactivate|password|sessions|roles)")
                        || path.contains("/sessions/"));
    }

    private void renew(Person person) throws IOException, InterruptedException {
        if (person == admin) {
            admin.signIn();
        } else {
            caller = Person.joins(doors, "next");
        }
    }

    private void note(HttpExchange exchange, byte[] sent, HttpResponse<byte[]> answer) {
        var method = exchange.getRequestMethod();
        var status = answer.statusCode();
        var path = beneathTheApi(exchange);
        var body = new String(answer.body(), StandardCharsets.UTF_8);
        statuses.merge(status, 1, Integer::sum);
        var template = specification.template(method, path);
        template.ifPresent(known -> {
            asked.merge(specification.operationId(method, known), 1, Integer::sum);
            undocumented.addAll(specification.faults(method, known, status, body));
        });
        if (status >= 500) {
            broken.add("%s %s %s%n    %d %s"
                    .formatted(
                            method,
                            exchange.getRequestURI(),
                            shortened(new String(sent, StandardCharsets.UTF_8)),
                            status,
                            shortened(body)));
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
