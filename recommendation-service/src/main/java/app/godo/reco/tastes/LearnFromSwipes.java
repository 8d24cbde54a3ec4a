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
 * Folds every swipe into its person's vector, and takes it out again when it is undone, of those who still have an account: a batch
 * is one pipelined round trip, with one script a person that is idempotent by itself. Only what cannot be read is given up; while Redis or Postgres is away the batch waits.
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
                .map(entry -> folding(entry.getKey(), entry.getValue(), taught, revision, now))
                .toList();
    }

    private static Request folding(
            UUID userId, List<SwipeFact> facts, Map<UUID, Taught> taught, String revision, Instant now) {
        var folding = FoldScript.begin(userId, revision, now.toEpochMilli(), last(facts));
        for (var fact : facts) {
            var lesson = taught.getOrDefault(fact.eventId(), Taught.NOTHING_KNOWN);
            switch (fact) {
                case SwipeFact.Recorded swipe -> add(folding, Swiped.of(swipe), lesson, now);
                case SwipeFact.Undone undone -> takeBack(folding, undone, lesson, now);
            }
        }
        return folding;
    }

    /** What is long over teaches nothing any more: it may be told again after its mark is gone. */
    private static void add(Request folding, Swiped swipe, Taught lesson, Instant now) {
        if (!lesson.forgotten(now)) {
            FoldScript.add(folding, swipe, lesson.facets());
        }
    }

    /** Of what is long over nobody can tell here whether it is in the sums: with nothing in its place they are built again. */
    private static void takeBack(Request folding, SwipeFact.Undone undone, Taught lesson, Instant now) {
        if (lesson.forgotten(now)) {
            FoldScript.takeBack(folding, Swiped.of(undone), null, List.of());
        } else {
            FoldScript.takeBack(folding, Swiped.of(undone), Swiped.heldAfter(undone), lesson.facets());
        }
    }

    /** The last swipe that came in with these, null when they only take back. */
    private static UUID last(List<SwipeFact> facts) {
        return facts.stream()
                .filter(SwipeFact.Recorded.class::isInstance)
                .map(SwipeFact.Recorded.class::cast)
                .map(SwipeFact.Recorded::swipeId)
                .reduce(Vector::later)
                .orElse(null);
    }

    private void measure(SwipeFact fact) {
        var took = Duration.between(fact.at(), Instant.now(clock));
        delay.record(took.isNegative() ? Duration.ZERO : took);
    }
}
