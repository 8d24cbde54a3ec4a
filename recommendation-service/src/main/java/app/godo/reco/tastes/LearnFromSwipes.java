package app.godo.reco.tastes;

import app.godo.reco.catalogue.Catalogue;
import app.godo.reco.catalogue.EventCards;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.inbox.Inbox;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Folds every swipe into its person's vector: a batch is one pipelined round trip, with one script a person that is
 * idempotent by itself. Only what cannot be read is given up; while Redis or Postgres is away the batch waits.
 */
@ApplicationScoped
class LearnFromSwipes {

    private static final String CONSUMER = "recommendation-service/tastes";

    private final Catalogue catalogue;
    private final EventCards cards;
    private final Inbox inbox;
    private final Redis redis;
    private final Clock clock;
    private final Timer delay;

    LearnFromSwipes(
            Catalogue catalogue, EventCards cards, Inbox inbox, Redis redis, Clock clock, MeterRegistry meters) {
        this.catalogue = catalogue;
        this.cards = cards;
        this.inbox = inbox;
        this.redis = redis;
        this.clock = clock;
        this.delay = Timer.builder("godo.swipe.to.vector")
                .description("From the swipe to the vector that holds it")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(meters);
    }

    @Incoming("swipes")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.read(CONSUMER, records, SwipeFact.class)
                .chain(facts -> facts.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Inbox.untilItWorks(Uni.createFrom().deferred(() -> learn(facts))));
    }

    private Uni<Void> learn(List<SwipeFact> facts) {
        return facetsOf(facts)
                .chain(facets -> redis.batch(foldings(facts, facets)))
                .invoke(() -> facts.forEach(this::measure))
                .replaceWithVoid();
    }

    /** What each Event has to like: from memory, or for those that are not live by one query for all. */
    private Uni<Map<UUID, List<String>>> facetsOf(List<SwipeFact> facts) {
        var live = catalogue.live().byId();
        var facets = facts.stream()
                .map(SwipeFact::eventId)
                .distinct()
                .filter(live::containsKey)
                .collect(Collectors.toMap(id -> id, id -> live.get(id).facets().names()));
        var others = facts.stream()
                .map(SwipeFact::eventId)
                .distinct()
                .filter(id -> !facets.containsKey(id))
                .toList();
        if (others.isEmpty()) {
            return Uni.createFrom().item(facets);
        }
        return cards.byIds(others)
                .invoke(events -> events.forEach(event -> facets.put(event.id(), namesOf(event))))
                .replaceWith(facets);
    }

    private List<String> namesOf(EventView event) {
        return catalogue.facetsOf(event).names();
    }

    private List<Request> foldings(List<SwipeFact> facts, Map<UUID, List<String>> facets) {
        var revision = Ids.next().toString();
        var byUser = new LinkedHashMap<UUID, Request>();
        for (var fact : facts) {
            var folding =
                    byUser.computeIfAbsent(fact.userId(), user -> TasteScripts.fold(user, revision, clock.millis()));
            switch (fact) {
                case SwipeFact.Recorded swipe ->
                    folding.arg(swipe.eventId().toString())
                            .arg(orderOf(swipe))
                            .arg(Long.toString(Tally.of(swipe.direction()).packed()))
                            .arg(stored(facets.getOrDefault(swipe.eventId(), List.of())));
            }
        }
        return new ArrayList<>(byUser.values());
    }

    /** Sorts as text like the time of the swipe, in microseconds as the database keeps it; the id settles a tie. */
    static String orderOf(SwipeFact.Recorded swipe) {
        var at = swipe.swipedAt();
        return "%016d-%s".formatted(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000, swipe.swipeId());
    }

    private static String stored(List<String> facets) {
        return TasteKeys.ALL + TasteKeys.SEPARATOR + String.join(TasteKeys.SEPARATOR, facets);
    }

    private void measure(SwipeFact fact) {
        var took = Duration.between(fact.at(), Instant.now(clock));
        delay.record(took.isNegative() ? Duration.ZERO : took);
    }
}
