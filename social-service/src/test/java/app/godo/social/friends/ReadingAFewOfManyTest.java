package app.godo.social.friends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.inject.Inject;

/** The lists of a person who knows many people: explained as they are, by the role and behind the policies that run them. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class ReadingAFewOfManyTest {

    private static final int PAGE = 20;

    /** How often a plan went to the table of people, and how often somebody was found there. */
    private static final Pattern PEOPLE = Pattern.compile("on users[^(]*\\([^)]*\\) \\(actual [^)]*loops=(\\d+)\\)");

    @Inject
    Transactions transactions;

    private final Person anna = Person.joined();

    @ParameterizedTest
    @DisplayName("D14: the lists are answered by indexes")
    @ValueSource(strings = {FriendLists.FRIENDS, FriendLists.INCOMING, FriendLists.OUTGOING})
    void no_list_reads_a_whole_table(String list) {
        var plan = plan(list);

        assertFalse(plan.contains("Seq Scan"), plan);
        assertTrue(plan.contains("Index"), plan);
    }

    @Test
    void of_three_hundred_friends_only_those_of_the_page_are_looked_at() {
        related("'accepted', id, now() - n * interval '1 minute'");

        assertLooks(PAGE + 1, plan(FriendLists.FRIENDS));
    }

    @Test
    void of_three_hundred_requests_only_those_of_the_page_are_looked_at() {
        related("'pending', id, null");

        assertLooks(PAGE + 1, plan(FriendLists.INCOMING));
    }

    @Test
    void of_three_hundred_unanswered_only_those_of_the_page_are_looked_at() {
        related("'pending', $1, null");

        assertLooks(PAGE + 1, plan(FriendLists.OUTGOING));
    }

    private static void assertLooks(int times, String plan) {
        var looks = PEOPLE.matcher(plan);
        assertTrue(looks.find(), plan);
        assertEquals(times, Integer.parseInt(looks.group(1)), plan);
    }

    /** Three hundred people and what is between them and Anna: status, who asked, since when. */
    private void related(String how) {
        Database.sql("""
                with others as (
                    insert into users.users (id, email)
                    select id, id || '@example.org'
                      from (select gen_random_uuid() as id from generate_series(1, 300)) as made
                    returning id)
                insert into social.friendships (id, low, high, status, requested_by, accepted_at)
                select gen_random_uuid(), least(id, $1), greatest(id, $1), %s
                  from (select id, row_number() over () as n from others) as numbered""".formatted(how), anna.id());
    }

    private String plan(String query) {
        return transactions
                .sqlAsCaller(anna.id(), transaction -> transaction
                        // tables are small here: were it not switched off, reading all of one would be cheapest
                        .query("set local enable_seqscan = off")
                        .execute()
                        .chain(() -> transaction
                                .preparedQuery("explain analyze " + query)
                                .execute(Tuple.of(anna.id(), null, null, PAGE + 1))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .collect(Collectors.joining("\n")))
                .await()
                .indefinitely();
    }
}
