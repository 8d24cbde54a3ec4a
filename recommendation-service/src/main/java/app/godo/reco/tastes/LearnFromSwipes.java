package app.godo.reco.tastes;

import app.godo.wire.facts.SwipeFact;
import app.godo.wire.inbox.Inbox;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Folds every swipe into its person's vector, of those who still have an account: a batch is one pipelined round trip, with one
 * script a person that is idempotent by itself. Only what cannot be read is given up; while Redis or Postgres is away the batch waits.
 */
@ApplicationScoped
class LearnFromSwipes {

    private static final String CONSUMER = "recommendation-service/tastes";

    private static final String STILL_HERE = "select reco.still_here($1)";

    private final TaughtBy taughtBy;
    private final Transactions transactions;
    private final Inbox inbox;
    private final Redis redis;
    private final Clock clock;
    private final Timer delay;

    LearnFromSwipes(
            TaughtBy taughtBy, Transactions transactions, Inbox inbox, Redis redis, Clock clock, MeterRegistry meters) {
        this.taughtBy = taughtBy;
        this.transactions = transactions;
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

    /** Nobody's vector waits for the question whether they are still here: what was learned of who is not is forgotten after. */
    private Uni<Void> learn(List<SwipeFact> facts) {
        return Uni.combine()
                .all()
                .unis(notHere(facts), fold(facts))
                .with((gone, folded) -> gone)
                .chain(this::forget);
    }

    private Uni<Void> fold(List<SwipeFact> facts) {
        return taughtBy.events(facts.stream().map(SwipeFact::eventId).toList())
                .chain(taught -> redis.batch(foldings(facts, taught)))
                .invoke(() -> facts.forEach(this::measure))
                .replaceWithVoid();
    }

    /** The topic remembers people for longer than their accounts last. */
    private Uni<Set<UUID>> notHere(List<SwipeFact> facts) {
        var people = facts.stream().map(SwipeFact::userId).collect(Collectors.toSet());
        return transactions
                .sqlAsWorker(sql -> sql.preparedQuery(STILL_HERE).execute(Tuple.of(people.toArray(UUID[]::new))))
                .map(rows -> {
                    rows.forEach(row -> people.remove(row.getUUID(0)));
                    return people;
                });
    }

    private Uni<Void> forget(Set<UUID> gone) {
        return gone.isEmpty()
                ? Uni.createFrom().voidItem()
                : redis.batch(gone.stream().map(TasteScripts::forget).toList()).replaceWithVoid();
    }

    private List<Request> foldings(List<SwipeFact> facts, Map<UUID, Taught> taught) {
        var now = clock.instant();
        var revision = Ids.next().toString();
        var byUser = facts.stream()
                .collect(Collectors.groupingBy(SwipeFact::userId, LinkedHashMap::new, Collectors.toList()));
        return byUser.entrySet().stream()
                .map(entry -> folding(entry.getKey(), swipes(entry.getValue()), taught, revision, now))
                .toList();
    }

    private static List<Swiped> swipes(List<SwipeFact> facts) {
        return facts.stream()
                .map(fact -> switch (fact) {
                    case SwipeFact.Recorded swipe -> Swiped.of(swipe);
                })
                .toList();
    }

    /** What is long over teaches nothing any more: it may be told again after its mark is gone. */
    private static Request folding(
            UUID userId, List<Swiped> swipes, Map<UUID, Taught> taught, String revision, Instant now) {
        var last = swipes.stream().map(Swiped::swipeId).reduce(Vector::later).orElseThrow();
        var folding = TasteScripts.fold(userId, revision, now.toEpochMilli(), last);
        for (var swipe : swipes) {
            var lesson = taught.getOrDefault(swipe.eventId(), Taught.NOTHING_KNOWN);
            if (!lesson.forgotten(now)) {
                TasteScripts.add(folding, swipe, lesson.facets());
            }
        }
        return folding;
    }

    private void measure(SwipeFact fact) {
        var took = Duration.between(fact.at(), Instant.now(clock));
        delay.record(took.isNegative() ? Duration.ZERO : took);
    }
}
