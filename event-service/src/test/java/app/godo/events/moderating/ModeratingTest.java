package app.godo.events.moderating;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.events.testing.Told;
import app.godo.wire.facts.EventFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ModeratingTest {

    private final Person author = Person.joined("public");
    private final Person moderator = Api.moderator();

    @Test
    @DisplayName("R-EVT-12, R-GAP-3: what is approved is seen by everybody and told once")
    void what_is_approved_is_seen() {
        var event = Gathering.unseenBy(author);
        assertTrue(waiting("pending").contains(event));

        Api.decide(moderator, event, "approve", null).statusCode(200).body("moderation_status", is("approved"));
        Api.decide(moderator, event, "approve", null).statusCode(200).body("version", is(2));

        Api.read(Person.joined(), event).statusCode(200);
        assertTrue(!waiting("pending").contains(event));
        var facts = Told.of(event);
        assertEquals(1, facts.size());
        assertInstanceOf(EventFact.Published.class, facts.getFirst());
        assertEquals(List.of("approve"), logged(event));
    }

    @Test
    @DisplayName(
            "R-EVT-12, R-GAP-3: what is rejected is seen by its author only, for a reason that is kept; it can be appealed")
    void what_is_rejected_is_hidden() {
        var event = Gathering.by(author);

        Api.decide(moderator, event, "reject", " ").statusCode(422).body("errors[0].pointer", is("/reason"));
        Api.decide(moderator, event, "reject", "An advertisement.").statusCode(200);

        Api.read(Person.joined(), event).statusCode(404);
        Api.read(author, event).statusCode(200).body("moderation_status", is("rejected"));
        assertEquals(
                "An advertisement.",
                Database.sql("select reason from events.moderation_log where event_id = $1", event)
                        .getFirst()
                        .getString(0));
        assertEquals(
                List.of("moderation_status"),
                ((EventFact.Changed) Told.of(event).getFirst()).changed());
        Api.decide(moderator, event, "approve", "After all.").statusCode(200);
        Api.read(Person.joined(), event).statusCode(200);
        assertEquals(List.of("reject", "approve"), logged(event));
    }

    @Test
    @DisplayName("R-GAP-3: each person reports an Event once, and a decision settles it")
    void reports_wait_until_they_are_settled() {
        var event = Gathering.by(author);
        var one = Person.joined();
        Api.report(one, event, Map.of("reason", "scam", "note", "Wants a deposit."))
                .statusCode(200)
                .body("reason", is("scam"));
        Api.report(one, event, Map.of("reason", "scam", "note", "Wants a deposit."))
                .statusCode(200);
        Api.report(Person.joined(), event, Map.of("reason", "spam")).statusCode(200);

        Api.queue(moderator, "reported", null, 100)
                .statusCode(200)
                .body("items.find { it.event.id == '%s' }.reports.reason".formatted(event), contains("scam", "spam"))
                .body(
                        "items.find { it.event.id == '%s' }.created_by_user_id".formatted(event),
                        is(author.id().toString()));
        Api.decide(moderator, event, "approve", "Nothing wrong.")
                .statusCode(200)
                .body("version", is(1));
        assertTrue(!waiting("reported").contains(event));
        Api.report(one, event, Map.of("reason", "scam", "note", "Wants a deposit."))
                .statusCode(200);
        assertTrue(!waiting("reported").contains(event));
        Api.report(one, event, Map.of("reason", "unsafe")).statusCode(200);
        assertTrue(waiting("reported").contains(event));
        assertEquals(List.of(), Told.of(event));
        assertEquals(List.of("approve"), logged(event));
    }

    @Test
    void what_cannot_be_reported() {
        var event = Gathering.open();

        Api.report(author, event, Map.of("reason", "boring"))
                .statusCode(422)
                .body("errors.pointer", hasItem("/reason"));
        Api.report(author, event, Map.of()).statusCode(422);
        Api.report(author, event, Map.of("reason", "spam", "note", "x".repeat(1001)))
                .statusCode(422);
        Api.report(author, UUID.randomUUID(), Map.of("reason", "spam")).statusCode(404);
        Api.report(Person.joined(), Gathering.unseenBy(author), Map.of("reason", "spam"))
                .statusCode(404);
    }

    @Test
    @DisplayName("R-EVT-10: moderators feature an Event, which is told and written down")
    void moderators_feature() {
        var event = Gathering.open();

        Api.feature(moderator, event, true).statusCode(200).body("is_featured", is(true));
        Api.feature(moderator, event, true).statusCode(200).body("version", is(2));
        Api.feature(moderator, event, false).statusCode(200).body("is_featured", is(false));

        assertEquals(List.of("feature", "unfeature"), logged(event));
        assertEquals(2, Told.of(event).size());
    }

    @Test
    @DisplayName("R-GAP-3: the queue is read page by page, who waits longest first")
    void the_queue_is_read_page_by_page() {
        var events = List.of(Gathering.unseenBy(author), Gathering.unseenBy(author), Gathering.unseenBy(author));
        events.forEach(event ->
                Database.sql("update events.events set created_at = now() - interval '1 year' where id = $1", event));

        var first = Api.queue(moderator, "pending", null, 2).statusCode(200).extract();
        var next = Api.queue(moderator, "pending", first.path("next_cursor"), 1).extract();
        var seen = new ArrayList<String>(first.path("items.event.id"));
        seen.addAll(next.path("items.event.id"));

        assertEquals(3, seen.stream().distinct().count());
        Api.queue(moderator, "bored", null, 2).statusCode(422).body("errors[0].pointer", is("?state"));
    }

    @Test
    void for_everybody_else_there_is_nothing_there() {
        var event = Gathering.unseenBy(author);
        for (var person : List.of(author, Person.joined())) {
            Api.queue(person, "pending", null, 20).statusCode(404);
            Api.decide(person, event, "approve", null).statusCode(404);
            Api.decide(person, event, "reject", "Mine.").statusCode(404);
            Api.feature(person, event, true).statusCode(404);
        }
        Api.decide(moderator, UUID.randomUUID(), "approve", null).statusCode(404);
        Api.read(author, event).body("moderation_status", is("pending")).body("is_featured", not(true));
    }

    private List<UUID> waiting(String state) {
        var waiting = new ArrayList<UUID>();
        String cursor = null;
        do {
            var page = Api.queue(moderator, state, cursor, 100).statusCode(200).extract();
            page.<List<String>>path("items.event.id").forEach(id -> waiting.add(UUID.fromString(id)));
            cursor = page.path("next_cursor");
        } while (cursor != null);
        return waiting;
    }

    private static List<String> logged(UUID event) {
        return Database.sql("select action from events.moderation_log where event_id = $1 order by at, id", event)
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
