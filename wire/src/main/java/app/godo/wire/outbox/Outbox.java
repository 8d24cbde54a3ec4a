package app.godo.wire.outbox;

import app.godo.wire.facts.Fact;
import app.godo.wire.facts.FactCodec;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.nio.charset.StandardCharsets;
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
            insert into outbox (fact_id, topic, key, type, body)
            select f.fact_id, f.topic, f.key, f.type, convert_to(f.body, 'UTF8')
            from unnest(cast(cast(%s as text[]) as uuid[]), cast(%s as text[]), cast(%s as text[]), cast(%s as text[]), cast(%s as text[]))
                with ordinality as f (fact_id, topic, key, type, body, position)
            order by f.position""";

    private static final String HIBERNATE_APPEND = APPEND.formatted("?1", "?2", "?3", "?4", "?5");
    private static final String SQL_APPEND = APPEND.formatted("$1", "$2", "$3", "$4", "$5");

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
                .execute(Tuple.of(
                        texts(facts, fact -> fact.factId().toString()),
                        texts(facts, Fact::topic),
                        texts(facts, Fact::key),
                        texts(facts, FactCodec::typeOf),
                        texts(facts, this::body)))
                .replaceWithVoid();
    }

    private String body(Fact fact) {
        return new String(codec.encode(fact), StandardCharsets.UTF_8);
    }

    private static String[] texts(List<? extends Fact> facts, Function<Fact, String> part) {
        return facts.stream().map(part).toArray(String[]::new);
    }
}
