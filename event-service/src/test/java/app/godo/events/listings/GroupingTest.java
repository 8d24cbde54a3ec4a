package app.godo.events.listings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.events.listings.Grouping.Standing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** F-02: no id that people know is ever lost. */
class GroupingTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID NEW = new UUID(0, 9);

    @Test
    void what_is_new_is_an_event_of_its_own() {
        var grouping = grouped(List.of(List.of("p:1", "s:1")), List.of(), List.of());

        assertEquals(Map.of("p:1", NEW, "s:1", NEW), grouping.eventOf());
        assertEquals(Set.of(NEW), grouping.made());
        assertEquals(Map.of(), grouping.mergedInto());
    }

    @Test
    void who_joins_becomes_the_event_that_is_there() {
        var grouping = grouped(List.of(List.of("p:1", "s:1")), List.of(known("p:1", A, A)), List.of(alone(A, 0)));

        assertEquals(Map.of("p:1", A, "s:1", A), grouping.eventOf());
        assertEquals(Set.of(), grouping.made());
    }

    @Test
    void of_two_the_one_that_more_people_know_stays() {
        var both = List.of(known("p:1", A, A), known("s:1", B, B));
        var together = List.of(List.of("p:1", "s:1"));

        assertEquals(
                Map.of(A, B),
                grouped(together, both, List.of(alone(A, 1), alone(B, 2))).mergedInto());
        assertEquals(
                Map.of(B, A),
                grouped(together, both, List.of(alone(A, 2), alone(B, 2))).mergedInto());
    }

    @Test
    void what_moderators_rejected_takes_the_place_of_nothing() {
        var grouping = grouped(
                List.of(List.of("p:1", "s:1")),
                List.of(known("p:1", A, A), known("s:1", B, B)),
                List.of(new Standing(A, null, true, 5), alone(B, 0)));

        assertEquals(Map.of(A, B), grouping.mergedInto());
    }

    @Test
    @DisplayName("judging again what is together changes nothing, whoever is older and better known")
    void what_was_merged_stays_merged_into_the_same() {
        var grouping = grouped(
                List.of(List.of("p:1", "s:1")),
                List.of(known("p:1", B, A), known("s:1", B, B)),
                List.of(new Standing(A, B, false, 5), alone(B, 0)));

        assertEquals(Map.of("p:1", B, "s:1", B), grouping.eventOf());
        assertEquals(Map.of(A, B), grouping.mergedInto());
    }

    @Test
    void who_is_parted_gets_back_what_was_made_for_it() {
        var grouping = grouped(
                List.of(List.of("p:1"), List.of("s:1")),
                List.of(known("p:1", B, A), known("s:1", B, B)),
                List.of(new Standing(A, B, false, 0), alone(B, 3)));

        assertEquals(Map.of("p:1", A, "s:1", B), grouping.eventOf());
        assertEquals(Map.of(), grouping.mergedInto());
    }

    @Test
    void who_joined_at_once_gets_a_new_one_when_parted() {
        var grouping = grouped(
                List.of(List.of("p:1"), List.of("s:1")),
                List.of(known("p:1", A, null), known("s:1", A, A)),
                List.of(alone(A, 3)));

        assertEquals(Map.of("p:1", NEW, "s:1", A), grouping.eventOf());
        assertEquals(Set.of(NEW), grouping.made());
    }

    @Test
    void an_event_that_was_made_for_nobody_who_is_left_goes_with_most_of_those_who_tell_of_it() {
        var grouping = grouped(
                List.of(List.of("a:1"), List.of("p:1", "s:1")),
                List.of(known("a:1", A, null), known("p:1", A, null), known("s:1", A, null)),
                List.of(alone(A, 3)));

        assertEquals(Map.of("a:1", NEW, "p:1", A, "s:1", A), grouping.eventOf());
    }

    private static Grouping grouped(List<List<String>> groups, List<Known> known, List<Standing> standings) {
        return Grouping.of(
                groups,
                known.stream().collect(Collectors.toMap(Known::key, Function.identity())),
                standings.stream().collect(Collectors.toMap(Standing::id, Function.identity())),
                () -> NEW);
    }

    private static Standing alone(UUID event, long people) {
        return new Standing(event, null, false, people);
    }

    private static Known known(String key, UUID event, UUID home) {
        var parts = Arrays.asList(key.split(":"));
        return new Known(
                key,
                parts.getFirst(),
                parts.getLast(),
                event,
                home,
                new byte[0],
                "{}",
                Instant.EPOCH,
                null,
                false,
                null,
                null);
    }
}
