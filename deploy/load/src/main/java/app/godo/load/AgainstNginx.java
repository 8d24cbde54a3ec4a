package app.godo.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.GZIPInputStream;

/** What the gateway adds to an event read, which it does with token check and rate limit, beside what an nginx adds without. */
final class AgainstNginx {
    static final String STRAIGHT = "event-service";
    static final String NGINX = "nginx";
    static final String GATEWAY = "gateway";

    /** Of nginx's throughput. */
    static final double ASKED = 0.6;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Crowd crowd;
    private final Settings settings;

    AgainstNginx(Crowd crowd, Settings settings) {
        this.crowd = crowd;
        this.settings = settings;
    }

    /**
     * The three ways, there and back.
     *
     * @throws IllegalStateException when nginx and the gateway do not answer the same, coded in the same way
     */
    SequencedMap<String, Measured> measure(String service, String nginx, String gateway)
            throws IOException, InterruptedException {
        requireTheSame(answerOf(nginx), answerOf(gateway));
        var addresses = new LinkedHashMap<String, String>();
        addresses.put(STRAIGHT, service);
        addresses.put(NGINX, nginx);
        addresses.put(GATEWAY, gateway);
        var measured = new LinkedHashMap<String, Measured>();
        addresses.forEach((way, address) -> measured.put(way, measure(way, address)));
        for (Map.Entry<String, String> back : addresses.reversed().entrySet()) {
            measured.merge(back.getKey(), measure(back.getKey(), back.getValue()), Measured::and);
        }
        return measured;
    }

    /** Of nginx's throughput, how much the gateway has. */
    static double share(Map<String, Measured> ways) {
        return ways.get(GATEWAY).perSecond() / ways.get(NGINX).perSecond();
    }

    private Measured measure(String way, String address) {
        System.out.println("  " + HotPath.EVENT_READ + " through " + way);
        return new ClosedLoop(address, crowd, settings).measure(HotPath.EVENT_READ);
    }

    /** How one Event comes: its coding, and what it is once that is undone. */
    record Answer(String coding, String body) {}

    static void requireTheSame(Answer nginx, Answer gateway) {
        if (!nginx.equals(gateway)) {
            throw new IllegalStateException(
                    "nginx and the gateway answer differently: %s and %s".formatted(nginx, gateway));
        }
    }

    private Answer answerOf(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(address + "/api/v1/events/" + crowd.events().getFirst()))
                .header("Authorization", "Bearer " + crowd.people().getFirst().token())
                .header("Accept-Encoding", "gzip")
                .build();
        var answer = HTTP.send(request, BodyHandlers.ofByteArray());
        var coding = answer.headers().firstValue("Content-Encoding").orElse("none");
        try (var body = new ByteArrayInputStream(answer.body());
                var plain = coding.equals("gzip") ? new GZIPInputStream(body) : body) {
            return new Answer(coding, new String(plain.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
