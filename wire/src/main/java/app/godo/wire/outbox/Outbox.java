package app.godo.wire.outbox;

import app.godo.wire.facts.Fact;
import app.godo.wire.facts.FactCodec;
import app.godo.wire.problem.Traces;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Facts leave through a row in the transaction of the change they tell of: both happen or neither. Append after the change,
 * so that the rows' order is the order in which the aggregate was locked.
 */
@ApplicationScoped
public class Outbox {

    private static final String APPEND = """
            insert into outbox (fact_id, topic, key, type, body, created_at, traceparent)
            select f.fact_id, f.topic, f.key, f.type, convert_to(f.body, 'UTF8'), f.created_at, %7$s
            from unnest(cast(cast(%1$s as text[]) as uuid[]), cast(%2$s as text[]), cast(%3$s as text[]),
                        cast(%4$s as text[]), cast(%5$s as text[]), cast(cast(%6$s as text[]) as timestamptz[]))
                with ordinality as f (fact_id, topic, key, type, body, created_at, position)
            order by f.position""";

    private static final String HIBERNATE_APPEND =
            APPEND.formatted("?1", "?2", "?3", "?4", "?5", "?6", "cast(?7 as text)");
    private static final String SQL_APPEND = APPEND.formatted("$1", "$2", "$3", "$4", "$5", "$6", "$7");

    private final FactCodec codec;

    Outbox(FactCodec codec) {
        this.codec = codec;
    }

    /** Joins the current transaction of Hibernate's session. */
    public Uni<Void> append(Fact fact) {
        return append(List.of(fact));
    }

    /** Joins the current transaction of Hibernate's session; one statement for all. */
    public Uni<Void> append(List<? extends Fact> facts) {
        if (facts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HIBERNATE_APPEND)
                        .setParameter(1, texts(facts, fact -> fact.factId().toString()))
                        .setParameter(2, texts(facts, Fact::topic))
                        .setParameter(3, texts(facts, Fact::key))
                        .setParameter(4, texts(facts, FactCodec::typeOf))
                        .setParameter(5, texts(facts, this::body))
                        .setParameter(6, texts(facts, fact -> fact.at().toString()))
                        .setParameter(7, Traces.parentOfTheRequest())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Joins a transaction in plain SQL. */
    public Uni<Void> append(SqlConnection transaction, List<? extends Fact> facts) {
        if (facts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(SQL_APPEND)
                .execute(Tuple.from(Arrays.asList(
                        texts(facts, fact -> fact.factId().toString()),
                        texts(facts, Fact::topic),
                        texts(facts, Fact::key),
                        texts(facts, FactCodec::typeOf),
                        texts(facts, this::body),
                        texts(facts, fact -> fact.at().toString()),
                        Traces.parentOfTheRequest())))
                .replaceWithVoid();
    }

    private String body(Fact fact) {
        return new String(codec.encode(fact), StandardCharsets.UTF_8);
    }

    private static String[] texts(List<? extends Fact> facts, Function<Fact, String> part) {
        return facts.stream().map(part).toArray(String[]::new);
    }
}
