package app.godo.wire.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.wire.json.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** The golden corpus: one body of every type ever published, as it was published. None is ever changed, only added to. */
class FactContractTest {

    private final ObjectMapper mapper = mapper();
    private final FactCodec codec = FactCodec.over(mapper);

    @Test
    void every_type_ever_published_can_be_read_and_is_written_the_same_way() throws IOException {
        for (var type : FactCodec.types().keySet()) {
            var golden = golden(type);

            var fact = codec.decode(type, golden);

            assertEquals(mapper.readTree(golden), mapper.readTree(codec.encode(fact)), type);
            assertEquals(type, FactCodec.typeOf(fact));
        }
    }

    @Test
    void every_fact_goes_to_one_of_the_topics_under_a_key() throws IOException {
        var topics = Set.of("swipes", "attendance", "events-ingested", "events", "users", "social");
        var used = new TreeSet<String>();
        for (var type : FactCodec.types().keySet()) {
            var fact = codec.decode(type, golden(type));
            assertEquals(false, fact.key().isBlank(), type);
            used.add(fact.topic());
        }

        assertEquals(new TreeSet<>(topics), used);
    }

    @Test
    @DisplayName("I-14: all that happens between two people has one key, whoever does it")
    void two_people_have_one_key() {
        var one = UUID.fromString("01987e00-0000-7000-8000-000000000003");
        var other = UUID.fromString("f1987e00-0000-7000-8000-000000000006");
        var now = Instant.now();

        var keys = Stream.of(
                        new SocialFact.FriendRequested(UUID.randomUUID(), now, UUID.randomUUID(), one, other),
                        new SocialFact.FriendRequested(UUID.randomUUID(), now, UUID.randomUUID(), other, one),
                        new SocialFact.FriendAccepted(UUID.randomUUID(), now, UUID.randomUUID(), other, one),
                        new SocialFact.FriendshipEnded(UUID.randomUUID(), now, UUID.randomUUID(), one, other),
                        new SocialFact.RequestWithdrawn(UUID.randomUUID(), now, UUID.randomUUID(), other, one),
                        new SocialFact.Blocked(UUID.randomUUID(), now, other, one),
                        new SocialFact.Unblocked(UUID.randomUUID(), now, one, other))
                .map(Fact::key)
                .distinct()
                .toList();

        assertEquals(List.of(one + ":" + other), keys);
    }

    @Test
    void a_component_added_by_a_later_version_is_passed_over() {
        var later = new String(golden("app.godo.swipe.recorded.v1"), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"added_later\": {\"deep\": [1]},");

        var fact = codec.decode("app.godo.swipe.recorded.v1", later.getBytes(StandardCharsets.UTF_8));

        assertEquals(Direction.RIGHT, ((SwipeFact.Recorded) fact).direction());
    }

    @Test
    void a_listing_from_before_there_was_a_location_kind_can_still_be_read() {
        var earlier = new String(golden("app.godo.listing.seen.v1"), StandardCharsets.UTF_8)
                .replaceFirst("\\s*\"location_kind\": \"in_person\",", "");

        var fact = codec.decode("app.godo.listing.seen.v1", earlier.getBytes(StandardCharsets.UTF_8));

        assertNull(((ListingFact.Seen) fact).listing().locationKind());
    }

    @Test
    void a_listing_from_before_it_was_told_who_lists_it_is_still_listed() throws IOException {
        var earlier = (ObjectNode) mapper.readTree(golden("app.godo.listing.seen.v1"));
        earlier.remove(List.of("vanished", "source_kind", "terms"));

        var seen = (ListingFact.Seen) codec.decode("app.godo.listing.seen.v1", mapper.writeValueAsBytes(earlier));

        assertFalse(seen.vanished());
        assertNull(seen.sourceKind());
        assertNull(seen.terms());
    }

    @Test
    @DisplayName("I-16: a Fact that does not say whom or what it is about is unreadable, and stops nobody")
    void a_fact_without_its_key_is_unreadable() throws IOException {
        for (var type : FactCodec.types().keySet()) {
            var fields = List.of(
                    "fact_id",
                    "at",
                    "user_id",
                    "event_id",
                    "event",
                    "session_id",
                    "friendship_id",
                    "requester_id",
                    "addressee_id",
                    "other_id",
                    "group_id",
                    "invite_id",
                    "invitee_id",
                    "plan_id",
                    "message_id");
            for (var field : fields) {
                var body = (ObjectNode) mapper.readTree(golden(type));
                if (body.remove(field) != null) {
                    var half = mapper.writeValueAsBytes(body);
                    assertThrows(UnreadableFact.class, () -> codec.decode(type, half), type + " without " + field);
                }
            }
        }
    }

    @Test
    void what_is_no_fact_is_unreadable() {
        var good = golden("app.godo.swipe.recorded.v1");

        assertThrows(UnreadableFact.class, () -> codec.decode("app.godo.swipe.recorded.v9", good));
        assertThrows(UnreadableFact.class, () -> codec.decode(null, good));
        assertThrows(UnreadableFact.class, () -> codec.decode("app.godo.swipe.recorded.v1", "{".getBytes()));
        assertThrows(UnreadableFact.class, () -> codec.decode("app.godo.swipe.recorded.v1", "{}".getBytes()));
        assertThrows(UnreadableFact.class, () -> codec.decode("app.godo.swipe.recorded.v1", "null".getBytes()));
        assertThrows(UnreadableFact.class, () -> codec.decode("app.godo.swipe.recorded.v1", null));
    }

    private static byte[] golden(String type) {
        try (var file = FactContractTest.class.getResourceAsStream("/facts/" + type + ".json")) {
            if (file == null) {
                throw new AssertionError("no golden body of " + type);
            }
            return file.readAllBytes();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static ObjectMapper mapper() {
        var mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new Json().customize(mapper);
        return mapper;
    }
}
