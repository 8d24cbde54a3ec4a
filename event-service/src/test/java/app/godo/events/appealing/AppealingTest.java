package app.godo.events.appealing;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
@DisplayName("R-EVT-12: an author hears why, and is heard once more")
class AppealingTest {

    private final Person author = Person.joined();
    private final Person moderator = Api.moderator();

    @Test
    void an_author_hears_what_was_decided_and_why() {
        var event = Gathering.unseenBy(author);
        moderation(author, event)
                .statusCode(200)
                .body("moderation_status", is("pending"))
                .body("reason", nullValue())
                .body("appeal", nullValue());

        Api.decide(moderator, event, "reject", "An advertisement.").statusCode(200);

        moderation(author, event)
                .body("moderation_status", is("rejected"))
                .body("reason", is("An advertisement."))
                .body("decided_at", notNullValue());
    }

    @Test
    void an_appeal_is_queued_until_it_is_decided() {
        var event = rejected();

        appeal(author, event, "It is free.").statusCode(200).body("appeal.words", is("It is free."));
        appeal(author, event, "It is free for all.").statusCode(200).body("appeal.settled_at", nullValue());
        Api.queue(moderator, "appealed", null, 100)
                .statusCode(200)
                .body("items.find { it.event.id == '%s' }.appeal".formatted(event), is("It is free for all."));

        Api.decide(moderator, event, "reject", "It is still one.").statusCode(200);
        Api.queue(moderator, "appealed", null, 100).body("items.event.id", not(hasItem(event.toString())));
        moderation(author, event).body("reason", is("It is still one.")).body("appeal.settled_at", notNullValue());
        appeal(author, event, "But!").statusCode(409).body("code", is("appeal-decided"));
    }

    @Test
    void who_decides_again_may_let_it_be_seen() {
        var event = rejected();
        appeal(author, event, "It is free.").statusCode(200);

        Api.decide(moderator, event, "approve", null).statusCode(200);

        Api.read(Person.joined(), event).statusCode(200);
        moderation(author, event).body("moderation_status", is("approved")).body("reason", nullValue());
    }

    @Test
    void there_is_nothing_here_for_anybody_else() {
        var event = rejected();
        var shown = Gathering.by(author);

        moderation(Person.joined(), event).statusCode(404);
        moderation(moderator, shown).statusCode(404);
        appeal(Person.joined(), event, "It is free.").statusCode(404);
        appeal(Person.joined(), shown, "It is free.").statusCode(404);
        appeal(author, UUID.randomUUID(), "It is free.").statusCode(404);
    }

    @Test
    void what_cannot_be_appealed() {
        appeal(author, Gathering.by(author), "Why?").statusCode(409).body("code", is("not-rejected"));
        appeal(author, rejected(), " ").statusCode(422).body("errors[0].pointer", is("/words"));
        appeal(author, rejected(), "x".repeat(1001)).statusCode(422);
    }

    private UUID rejected() {
        var event = Gathering.unseenBy(author);
        Api.decide(moderator, event, "reject", "An advertisement.").statusCode(200);
        return event;
    }

    private static ValidatableResponse moderation(Person person, UUID event) {
        return Api.as(person).get("/api/v1/events/" + event + "/moderation").then();
    }

    private static ValidatableResponse appeal(Person person, UUID event, String words) {
        return Api.as(person)
                .body(Map.of("words", words))
                .put("/api/v1/events/" + event + "/appeal")
                .then();
    }
}
