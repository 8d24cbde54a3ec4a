package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.exchange.Refused;
import app.godo.gateway.routing.Route;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Makes a deck of a list of Events that the caller has not swiped, in the place of the one that recommendation-service cannot deal,
 * and says that it did.
 */
@ApplicationScoped
class Decks {

    private static final Pattern LIMIT = Pattern.compile("(?:limit=([1-9]\\d?|100))?");
    private static final String USUAL_LIMIT = "20";

    /** Nobody knows whether these are liked, so each is as likely to be as not. */
    private static final double UNKNOWN = 0.5;

    /** What trends comes first, what is soonest after it, and which is which is not said. */
    private static final String WHY = "While our suggestions are away: what is on";

    private static final List<String> PASSED_ON =
            List.of("Authorization", "Accept-Language", "X-Request-Id", "traceparent", "tracestate");

    private final Upstreams upstreams;
    private final ObjectMapper json;

    Decks(Upstreams upstreams, ObjectMapper json) {
        this.upstreams = upstreams;
        this.json = json;
    }

    /** Whether a list could answer what is asked: a deck from its beginning, of whatever there is. */
    static boolean canTakeThePlaceFor(Exchange exchange) {
        var route = exchange.route();
        var request = exchange.request();
        return route.fallback() != null
                && request.method().equals(HttpMethod.GET)
                && (request.path().equals(route.prefix()) || request.path().equals(route.prefix() + "/"))
                && limitOf(exchange).isPresent();
    }

    private static Optional<String> limitOf(Exchange exchange) {
        var query = exchange.request().query();
        var asked = LIMIT.matcher(query == null ? "" : query);
        return asked.matches() ? Optional.of(asked.group(1) == null ? USUAL_LIMIT : asked.group(1)) : Optional.empty();
    }

    /** The deck as JSON; fails when the list cannot be had either. */
    Future<Buffer> deal(Exchange exchange) {
        var route = exchange.route().fallback();
        var service = upstreams.of(route);
        var admitted = service.breaker().admit(true);
        if (admitted.isEmpty()) {
            return Future.failedFuture(Refused.serviceUnavailable());
        }
        var attempt = admitted.get();
        var deadline = System.nanoTime() + route.timeout().toNanos();
        var connected = service.request(HttpMethod.GET);
        return connected
                .compose(request -> ask(request, route, exchange, deadline))
                .compose(HttpClientResponse::body)
                .timeout(route.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(late -> connected.onSuccess(HttpClientRequest::reset))
                .onSuccess(list -> attempt.succeeded())
                .onFailure(broken -> Failures.tell(attempt, broken))
                .map(this::deckOf);
    }

    private static Future<HttpClientResponse> ask(
            HttpClientRequest request, Route route, Exchange exchange, long deadline) {
        var millisLeft = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millisLeft <= 0) {
            return Future.failedFuture(Refused.deadlineExceeded());
        }
        var incoming = exchange.request();
        request.setURI(
                route.targetOf(route.prefix(), "limit=" + limitOf(exchange).orElseThrow()));
        for (var name : PASSED_ON) {
            var value = incoming.getHeader(name);
            if (value != null) {
                request.putHeader(name, value);
            }
        }
        if (exchange.client() != null) {
            request.putHeader(Passage.FORWARDED_FOR, exchange.client());
        }
        if (incoming.authority() != null) {
            request.authority(incoming.authority());
        }
        request.putHeader(Passage.DEADLINE, Long.toString(millisLeft));
        request.putHeader(HttpHeaders.ACCEPT, "application/json");
        return request.send().map(answer -> {
            if (answer.statusCode() != 200) {
                throw Refused.serviceUnavailable();
            }
            return answer;
        });
    }

    private Buffer deckOf(Buffer list) {
        try {
            var deck = json.createObjectNode().put("deck_id", Ids.next().toString());
            var cards = deck.putArray("items");
            json.readTree(list.getBytes()).withArray("items").forEach(event -> addCard(cards, event));
            deck.putNull("next_cursor").put("has_more", false).put("degraded", true);
            return Buffer.buffer(json.writeValueAsBytes(deck));
        } catch (IOException noList) {
            throw new UncheckedIOException(noList);
        }
    }

    /** Friends are not looked for: of none it is known that they go. */
    private static void addCard(ArrayNode cards, JsonNode event) {
        var position = cards.size();
        var card = cards.addObject();
        card.set("event", event);
        card.put("score", UNKNOWN);
        card.putArray("why").addObject().put("code", "stand_in").put("text", WHY);
        card.put("friends_going", 0).put("full", isFull(event)).put("position", position);
    }

    private static boolean isFull(JsonNode event) {
        return event.path("capacity").isNumber()
                && event.path("current_attendees").asInt()
                        >= event.path("capacity").asInt();
    }
}
