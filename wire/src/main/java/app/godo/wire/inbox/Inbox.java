package app.godo.wire.inbox;

import app.godo.wire.facts.Fact;
import app.godo.wire.inbox.FactReader.Received;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Outages;
import app.godo.wire.rows.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import java.time.DateTimeException;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Consumption that is effectively once: a batch's markers and effects commit in one transaction, the offset after. A batch
 * that fails is tried one by one, so that a poisoned message stops nobody; poison is what cannot be read and what the database
 * or a rule refuses; everything else is tried again for ever, with back-off.
 */
@ApplicationScoped
public class Inbox {

    private static final String MARK = """
            insert into inbox (consumer, fact_id)
            select ?1, unnest(cast(cast(?2 as text[]) as uuid[])) on conflict do nothing returning fact_id""";

    /** No topic keeps a Fact longer than thirteen months: what is older cannot come back. */
    private static final String FORGET = """
            delete from inbox where (consumer, fact_id) in (
                select consumer, fact_id from inbox where seen_at < now() - interval '14 months' limit 10000)""";

    /** What code throws at data it was not made for, however often. */
    private static final List<Class<? extends RuntimeException>> BUGS = List.of(
            IllegalArgumentException.class,
            NullPointerException.class,
            DateTimeException.class,
            IndexOutOfBoundsException.class,
            ArithmeticException.class,
            ClassCastException.class);

    private final Transactions transactions;
    private final FactReader reader;
    private final DeadLetters deadLetters;

    Inbox(Transactions transactions, FactReader reader, DeadLetters deadLetters) {
        this.transactions = transactions;
        this.reader = reader;
        this.deadLetters = deadLetters;
    }

    /**
     * Applies each Fact of a family once for this consumer, in order, in Hibernate's session as the worker. Facts of another
     * family on the topic are passed over.
     *
     * @param consumer the name under which it is remembered what was seen; never change it
     * @return completes when the offsets may be committed
     */
    public <F extends Fact> Uni<Void> once(
            String consumer, ConsumerRecords<String, byte[]> records, Class<F> family, Function<F, Uni<Void>> effect) {
        return onceTogether(consumer, records, family, facts -> Multi.createFrom()
                .iterable(facts)
                .onItem()
                .transformToUniAndConcatenate(effect::apply)
                .collect()
                .last()
                .replaceWithVoid());
    }

    /**
     * The same for an effect that takes many Facts in few statements: it gets those of a batch that were not seen before, in
     * order; when they fail together it gets them one at a time.
     */
    public <F extends Fact> Uni<Void> onceTogether(
            String consumer,
            ConsumerRecords<String, byte[]> records,
            Class<F> family,
            Function<List<F>, Uni<Void>> effect) {
        return reader.readable(consumer, records, family)
                .chain(received -> received.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : apply(consumer, received, effect)
                                .onFailure()
                                .recoverWithUni(failure -> oneByOne(consumer, received, effect, failure)));
    }

    /** {@link FactReader#read}: for effects that live outside Postgres and carry their own proof of repetition. */
    public <F extends Fact> Uni<List<F>> read(
            String consumer, ConsumerRecords<String, byte[]> records, Class<F> family) {
        return reader.read(consumer, records, family);
    }

    /** {@link FactReader#untilItWorks}. */
    public static <T> Uni<T> untilItWorks(Uni<T> effect) {
        return FactReader.untilItWorks(effect);
    }

    @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return transactions.deleteInPortions(FORGET, Tuple.tuple());
    }

    private <F extends Fact> Uni<Void> apply(
            String consumer, List<Received<F>> received, Function<List<F>, Uni<Void>> effect) {
        return transactions.asWorker(() -> mark(consumer, received)
                .map(first -> received.stream()
                        .map(Received::fact)
                        .filter(fact -> first.remove(fact.factId()))
                        .toList())
                .chain(facts -> facts.isEmpty() ? Uni.createFrom().voidItem() : effect.apply(facts)));
    }

    private <F extends Fact> Uni<HashSet<UUID>> mark(String consumer, List<Received<F>> received) {
        var ids = received.stream()
                .map(one -> one.fact().factId().toString())
                .distinct()
                .toArray(String[]::new);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(MARK, UUID.class)
                        .setParameter(1, consumer)
                        .setParameter(2, ids)
                        .getResultList())
                .map(HashSet::new);
    }

    private <F extends Fact> Uni<Void> oneByOne(
            String consumer, List<Received<F>> received, Function<List<F>, Uni<Void>> effect, Throwable failure) {
        Log.debugf(failure, "%s: a batch of %d failed, going one by one", consumer, received.size());
        return Multi.createFrom()
                .iterable(received)
                .onItem()
                .transformToUniAndConcatenate(one -> Uni.createFrom()
                        .deferred(() -> apply(consumer, List.of(one), effect))
                        .onFailure(failed -> !isPoison(failed))
                        .invoke(failed -> Log.warnf("%s: not applied, trying again: %s", consumer, failed.getMessage()))
                        .onFailure(failed -> !isPoison(failed))
                        .retry()
                        .withBackOff(FactReader.FIRST_PAUSE, FactReader.LONGEST_PAUSE)
                        .indefinitely()
                        .onFailure()
                        .recoverWithUni(poison -> FactReader.untilItWorks(
                                Uni.createFrom().deferred(() -> deadLetters.bury(consumer, one.record(), poison)))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The same SQLSTATE as a policy's no, but the migration's to mend and not the Fact's fault. */
    private static boolean isMissingGrant(Throwable refused) {
        return String.valueOf(refused.getMessage()).contains("permission denied for");
    }

    /**
     * Data that the database will never take (SQLSTATE classes 22 and 23), that a policy or a trigger will never allow (42501,
     * P0001), that a rule refuses, or that this code cannot handle. A refusal for want of something else is an outage.
     */
    private static boolean isPoison(Throwable failure) {
        for (var next = failure; next != null; next = next.getCause()) {
            var cause = next;
            var state = Outages.sqlStateOf(cause);
            if (state != null) {
                return state.startsWith("22")
                        || state.startsWith("23")
                        || state.equals("42501") && !isMissingGrant(cause)
                        || state.equals("P0001");
            }
            if (cause instanceof Refusal no) {
                return no.kind() != Refusal.Kind.UNAVAILABLE;
            }
            if (BUGS.stream().anyMatch(bug -> bug.isInstance(cause))) {
                return true;
            }
        }
        return false;
    }
}
