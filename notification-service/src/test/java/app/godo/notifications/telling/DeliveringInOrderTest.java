package app.godo.notifications.telling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.notifications.Impatient;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jakarta.inject.Inject;

/** Several replicas carry deliveries; each person gets theirs in the order in which they were told. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(Impatient.class)
class DeliveringInOrderTest {

    @Inject
    Transactions transactions;

    @Inject
    RedisDataSource redis;

    private final Person me = Person.joined();

    @Test
    @DisplayName("I-14: what is newer waits while another replica has the older in hand, and that replica may die")
    void the_newer_does_not_overtake_the_older() {
        var older = told(me, "now() + interval '3 seconds'");
        var newer = told(me, "null");
        var other = Person.joined();
        told(other, "null");

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> stream(other).size() == 1);
        assertEquals(List.of(), stream(me));

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> stream(me).size() == 2);
        assertEquals(List.of(older, newer), stream(me));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> sent(me) == 2);
    }

    @Test
    @DisplayName("I-14: three hundred of one person arrive in order")
    void many_of_one_person_arrive_in_order() {
        var ids = Stream.generate(Ids::next).limit(300).toList();
        Database.sql("""
                with told as (
                    insert into notifications.notifications (id, user_id, type, title, message, dedupe_key)
                    select id, $1, 'digest', 'A title', 'A message', id::text from unnest($2::uuid[]) as t (id)
                    returning id)
                insert into notifications.deliveries (id, user_id, notification_id, channel)
                select gen_random_uuid(), $1, id, 'socket' from told order by md5(id::text)""", me.id(), ids.toArray(UUID[]::new));

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> sent(me) == 300);

        assertEquals(ids, stream(me));
    }

    @Test
    @DisplayName("D14: a claim is answered by indexes")
    void a_claim_reads_no_whole_table() {
        var plan = transactions
                .sqlAsWorker(sql -> sql.query("set local enable_seqscan = off")
                        .execute()
                        .chain(() ->
                                sql.preparedQuery("explain " + Deliver.CLAIM).execute(Tuple.of(200, 15.0))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .collect(Collectors.joining("\n")))
                .await()
                .indefinitely();

        assertFalse(plan.contains("Seq Scan"), plan);
        assertTrue(plan.contains("deliveries_due"), plan);
    }

    /** A notification whose delivery waits; in the hand of some replica until then. */
    private static UUID told(Person person, String claimedUntil) {
        var id = Ids.next();
        Database.sql("""
                with told as (
                    insert into notifications.notifications (id, user_id, type, title, message, dedupe_key)
                    values ($1, $2, 'digest', 'A title', 'A message', $3)
                    returning id, user_id)
                insert into notifications.deliveries (id, user_id, notification_id, channel, claimed_until)
                select gen_random_uuid(), user_id, id, 'socket', %s from told""".formatted(claimedUntil), id, person.id(), id.toString());
        return id;
    }

    /** The notifications in a person's stream, oldest first. */
    private List<UUID> stream(Person person) {
        var entries = redis.execute("XRANGE", "{%s}:realtime".formatted(person.id()), "-", "+");
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry ->
                        new io.vertx.core.json.JsonObject(entry.get(1).get(1).toString()))
                .map(frame -> UUID.fromString(frame.getJsonObject("data").getString("id")))
                .toList();
    }

    private static long sent(Person person) {
        return Database.count(
                "select count(*) from notifications.deliveries where user_id = $1 and state = 'sent'", person.id());
    }
}
