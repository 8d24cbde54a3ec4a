package app.godo.wire.outbox;

import app.godo.wire.outbox.SetAside.Line;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings rows of the outbox to Kafka: those of one key one after the other, and past what Kafka refuses for what it is. */
final class Carrier {

    /** With the longest wait for one record (delivery.timeout.ms) still shorter than a transaction may be idle. */
    private static final Duration LONGEST_PASS = Duration.ofSeconds(8);

    private final FactPublisher publisher;
    private final SetAside aside;
    private final Clock clock;
    private final MeterRegistry meters;
    private final String source;

    Carrier(FactPublisher publisher, SetAside aside, Clock clock, MeterRegistry meters, String source) {
        this.publisher = publisher;
        this.aside = aside;
        this.clock = clock;
        this.meters = meters;
        this.source = source;
    }

    /** @param published ids of the rows that Kafka has */
    record Carried(Collection<Long> published, boolean refusedAny) {}

    /** Fails when Kafka is away. What is neither published nor refused waits for another pass. */
    Uni<Carried> carry(List<Row> rows) {
        var keys = rows.stream()
                .collect(Collectors.groupingBy(row -> row.getString("key"), LinkedHashMap::new, Collectors.toList()));
        var published = new ConcurrentLinkedQueue<Long>();
        var refused = new ConcurrentLinkedQueue<Refused>();
        var tooLate = clock.instant().plus(LONGEST_PASS);
        return awaitTopics(rows, refused)
                .chain(() -> Uni.join()
                        .all(keys.values().stream()
                                .map(facts -> inOrder(facts, published, refused, tooLate))
                                .toList())
                        .andCollectFailures())
                .onTermination()
                .invoke(() -> tell(refused))
                .map(done -> new Carried(published, !refused.isEmpty()));
    }

    /** Of one topic after the other, the rows that come first in it. */
    private Uni<Void> awaitTopics(List<Row> rows, Collection<Refused> refused) {
        var firsts = rows.stream()
                .collect(Collectors.toMap(
                        row -> row.getString("topic"),
                        Function.identity(),
                        (first, other) -> first,
                        LinkedHashMap::new));
        return Multi.createFrom()
                .iterable(firsts.values())
                .onItem()
                .transformToUniAndConcatenate(row -> {
                    var topic = new Line(row.getString("topic"), null);
                    return orSetAside(publisher.awaitTopic(topic.topic()), topic, row, refused);
                })
                .collect()
                .last();
    }

    /** Each when Kafka has the one before; where it fails the key waits, and the others go on. */
    private Uni<Void> inOrder(
            List<Row> facts, Collection<Long> published, Collection<Refused> refused, Instant tooLate) {
        return Multi.createFrom()
                .iterable(facts)
                .select()
                .first(fact -> clock.instant().isBefore(tooLate))
                .onItem()
                .transformToUniAndConcatenate(fact -> {
                    var line = new Line(fact.getString("topic"), fact.getString("key"));
                    return aside.has(line)
                            ? Uni.createFrom().voidItem()
                            : orSetAside(
                                    publish(fact).invoke(() -> published.add(fact.getLong("id"))), line, fact, refused);
                })
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> Log.warnf(
                        "outbox: %s on %s waits: %s",
                        facts.getFirst().getString("key"), facts.getFirst().getString("topic"), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> orSetAside(Uni<Void> work, Line line, Row row, Collection<Refused> refused) {
        return work.invoke(() -> aside.remove(line))
                .onFailure(SetAside::isRefusal)
                .recoverWithItem(refusal -> {
                    aside.add(line, toldAt(row));
                    refused.add(new Refused(row, refusal));
                    return null;
                });
    }

    private record Refused(Row row, Throwable why) {}

    /** Once for a pass: there may be hundreds, and all for one reason. */
    private void tell(Collection<Refused> refused) {
        refused.forEach(
                one -> meters.counter("godo.outbox.refused", "topic", one.row().getString("topic"))
                        .increment());
        refused.stream()
                .findFirst()
                .ifPresent(one -> Log.errorf(
                        "outbox: Kafka refuses %d, which stay until it takes them; the first is %s %s of %s on %s: %s",
                        refused.size(),
                        one.row().getString("type"),
                        one.row().getUUID("fact_id"),
                        one.row().getString("key"),
                        one.row().getString("topic"),
                        one.why().getMessage()));
    }

    static Instant toldAt(Row row) {
        return row.getOffsetDateTime("created_at").toInstant();
    }

    private Uni<Void> publish(Row row) {
        var headers = CloudEvents.headers(
                row.getUUID("fact_id"),
                source,
                row.getString("type"),
                row.getString("key"),
                row.getOffsetDateTime("created_at"),
                row.getString("traceparent"));
        return publisher.publish(
                row.getString("topic"),
                row.getString("key"),
                headers,
                row.getBuffer("body").getBytes());
    }
}
