package app.godo.social.friends;

import static app.godo.social.Phone.accept;
import static app.godo.social.Phone.ask;
import static app.godo.social.Phone.asked;
import static app.godo.social.Phone.block;
import static app.godo.social.Phone.cancel;
import static app.godo.social.Phone.decline;
import static app.godo.social.Phone.end;
import static app.godo.social.Phone.friends;
import static app.godo.social.Phone.incoming;
import static app.godo.social.Phone.outgoing;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.facts.SocialFact.FriendAccepted;
import app.godo.wire.facts.SocialFact.FriendRequested;
import app.godo.wire.facts.SocialFact.RequestWithdrawn;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class AnsweringARequestTest {

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();

    @Test
    void accepting_makes_friends_and_is_told_once() {
        var request = asked(anna, ben);

        var first = accept(ben, request)
                .statusCode(200)
                .body("id", is(request))
                .body("user_id", is(anna.id().toString()))
                .body("status", is("accepted"))
                .extract()
                .asString();
        accept(ben, request).statusCode(200).body(equalTo(first));

        assertEquals(List.of(ben.id().toString()), friends(anna));
        assertEquals(List.of(anna.id().toString()), friends(ben));
        assertEquals(List.of(), incoming(ben));
        assertEquals(List.of(), outgoing(anna));
        var told = Topic.facts(Topics.SOCIAL, FriendAccepted.class).stream()
                .filter(fact -> fact.friendshipId().equals(UUID.fromString(request)))
                .toList();
        assertEquals(1, told.size());
        assertEquals(anna.id(), told.getFirst().requesterId());
        assertEquals(ben.id(), told.getFirst().addresseeId());
    }

    @Test
    @DisplayName("A-34: for a stranger, and for who asked, there is no such request to answer")
    void only_the_one_who_was_asked_answers() {
        var request = asked(anna, ben);

        for (var other : List.of(anna, Person.joined())) {
            accept(other, request).statusCode(404);
            decline(other, request).statusCode(404);
        }
        cancel(ben, request).statusCode(404);
        cancel(Person.joined(), request).statusCode(404);
        accept(ben, Ids.next().toString()).statusCode(404);

        assertEquals(List.of(request), incoming(ben));
        assertEquals(List.of(), friends(anna));
    }

    @Test
    void the_one_who_asked_cannot_accept_even_after_it_was_accepted() {
        var request = asked(anna, ben);
        accept(ben, request).statusCode(200);

        accept(anna, request).statusCode(404);
        decline(ben, request).statusCode(404);
        cancel(anna, request).statusCode(404);

        assertEquals(List.of(ben.id().toString()), friends(anna));
    }

    @Test
    void a_request_taken_back_is_gone() {
        var request = asked(anna, ben);

        cancel(anna, request).statusCode(204);

        assertEquals(List.of(), incoming(ben));
        assertEquals(List.of(), outgoing(anna));
        accept(ben, request).statusCode(404);
        cancel(anna, request).statusCode(404);
        var told = Topic.facts(Topics.SOCIAL, RequestWithdrawn.class).stream()
                .filter(fact -> fact.friendshipId().equals(UUID.fromString(request)))
                .toList();
        assertEquals(1, told.size());
        assertEquals(anna.id(), told.getFirst().requesterId());
        assertEquals(ben.id(), told.getFirst().addresseeId());
    }

    @Test
    void declining_is_silent() {
        var request = asked(anna, ben);
        var before = ask(anna, ben.id()).extract().asString();

        decline(ben, request).statusCode(204);
        decline(ben, request).statusCode(204);

        assertEquals(List.of(), incoming(ben));
        assertEquals(List.of(request), outgoing(anna));
        ask(anna, ben.id()).statusCode(200).body(equalTo(before));
    }

    @Test
    void who_was_declined_reaches_nobody_for_thirty_days() {
        decline(ben, asked(anna, ben)).statusCode(204);
        cancel(anna, outgoing(anna).getFirst()).statusCode(204);

        var again = asked(anna, ben);

        assertEquals(List.of(again), outgoing(anna));
        assertEquals(List.of(), incoming(ben));
        assertEquals(1, told());

        daysPass(29);
        ask(anna, ben.id()).statusCode(200);
        assertEquals(List.of(), incoming(ben));

        daysPass(2);
        ask(anna, ben.id()).statusCode(200).body("id", is(again));
        ask(anna, ben.id()).statusCode(200);
        assertEquals(List.of(again), incoming(ben));
        assertEquals(2, told());
    }

    @Test
    void who_declined_may_change_their_mind() {
        var request = asked(anna, ben);
        decline(ben, request).statusCode(204);

        ask(ben, anna.id()).statusCode(201).body("status", is("accepted"));
        end(ben, anna).statusCode(204);

        assertEquals(List.of(asked(anna, ben)), incoming(ben));
    }

    @Test
    void a_request_behind_a_block_cannot_be_accepted() {
        var request = asked(anna, ben);
        block(anna, ben.id()).statusCode(204);

        accept(ben, request).statusCode(404);

        assertEquals(List.of(), friends(ben));
    }

    private void daysPass(int days) {
        Database.sql("""
                update social.declined_requests set declined_at = declined_at - make_interval(days => $2)
                where requester = $1""", anna.id(), days);
        Database.sql("""
                update social.friendships set requested_at = requested_at - make_interval(days => $2)
                where requested_by = $1""", anna.id(), days);
    }

    private long told() {
        return Topic.facts(Topics.SOCIAL, FriendRequested.class).stream()
                .filter(fact -> fact.requesterId().equals(anna.id()))
                .count();
    }
}
