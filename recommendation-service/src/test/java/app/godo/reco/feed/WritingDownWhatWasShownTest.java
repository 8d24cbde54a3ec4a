package app.godo.reco.feed;

import static app.godo.reco.feed.Feeds.deck;
import static app.godo.reco.feed.Feeds.idsIn;
import static app.godo.wire.testing.Database.sql;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.Gathering;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class WritingDownWhatWasShownTest {

    private final String place = "Place " + UUID.randomUUID();

    @Test
    @DisplayName(
            "R-REC-9, F-18: each card that was shown is written down once, with its place, its policy and its propensity")
    void every_card_is_written_down_once() {
        var person = Person.joined();
        Gathering.published(IntStream.range(0, 25)
                .mapToObj(n -> Gathering.of(n % 2 == 0 ? "music" : "film").in(place))
                .toArray(Gathering[]::new));

        var first = deck(person, "near", place, "limit", 20);
        var second = deck(person, "near", place, "limit", 20, "cursor", first.getString("next_cursor"));
        deck(person, "near", place, "limit", 20);

        await().atMost(Duration.ofSeconds(20)).until(() -> shown(person).size() >= 25);
        var rows = shown(person);
        assertEquals(
                Stream.concat(idsIn(first).stream(), idsIn(second).stream()).toList(),
                rows.stream().map(row -> row.getUUID("event_id").toString()).toList());
        assertEquals(
                IntStream.range(0, 25).boxed().toList(),
                rows.stream().map(row -> row.getInteger("position")).toList());
        for (var row : rows) {
            assertEquals(first.getUUID("deck_id"), row.getUUID("deck_id"));
            assertEquals("model-0", row.getString("policy_id"));
        }
        // of twenty cards one is there to find out, and it could have been another
        assertTrue(rows.stream().anyMatch(row -> row.getFloat("propensity") < 1));
        assertTrue(rows.stream().allMatch(row -> row.getFloat("propensity") > 0));
    }

    private static List<Row> shown(Person person) {
        return sql("select * from reco.impressions where user_id = $1 order by position", person.id());
    }
}
