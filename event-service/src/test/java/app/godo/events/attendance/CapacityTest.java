package app.godo.events.attendance;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.events.testing.Api;
import app.godo.events.testing.AtOnce;
import app.godo.events.testing.Gathering;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class CapacityTest {

    @Test
    @DisplayName("I-06: fifty go at once where there are ten seats, and ten get one")
    void seats_are_never_sold_twice() {
        var event = Gathering.of(10);

        var answers = AtOnce.each(people(50), person -> go(person, event));

        assertEquals(10, Collections.frequency(answers, 200));
        assertEquals(40, Collections.frequency(answers, 409));
        assertEquals(10, seatsTaken(event));
        assertEquals(10, rowsGoing(event));
    }

    @RepeatedTest(3)
    void the_same_person_at_once_takes_one_seat() {
        var event = Gathering.of(10);

        var answers = AtOnce.each(Collections.nCopies(12, Person.joined()), person -> go(person, event));

        assertEquals(12, Collections.frequency(answers, 200));
        assertEquals(1, seatsTaken(event));
        assertEquals(1, Database.count("select count(*) from events.attendance where event_id = $1", event));
    }

    @Test
    void a_seat_that_is_freed_can_be_taken() {
        var event = Gathering.of(1);
        var first = Person.joined();
        var second = Person.joined();
        Api.attend(first, event, "going").statusCode(200);
        Api.attend(second, event, "going").statusCode(409).body("code", is("event-full"));

        Api.attend(first, event, "maybe").statusCode(200).body("current_attendees", is(0));

        Api.attend(second, event, "going").statusCode(200).body("current_attendees", is(1));
        Api.attend(first, event, "going").statusCode(409);
    }

    @Test
    @DisplayName("I-06: with people coming and going all the time, the count is that of the rows")
    void coming_and_going_never_sells_a_seat_twice() {
        var event = Gathering.of(5);

        var answers = AtOnce.each(people(24), person -> {
            go(person, event);
            Api.withdraw(person, event).statusCode(204);
            return go(person, event);
        });

        // whoever comes last finds a seat as long as one is free, and nobody leaves after that
        assertEquals(5, Collections.frequency(answers, 200));
        assertEquals(19, Collections.frequency(answers, 409));
        assertEquals(5, seatsTaken(event));
        assertEquals(5, rowsGoing(event));
    }

    private static int go(Person person, UUID event) {
        return Api.attend(person, event, "going").extract().statusCode();
    }

    private static List<Person> people(int number) {
        return IntStream.range(0, number).mapToObj(one -> Person.joined()).toList();
    }

    private static long seatsTaken(UUID event) {
        return Database.count("select current_attendees::bigint from events.events where id = $1", event);
    }

    private static long rowsGoing(UUID event) {
        return Database.count("select count(*) from events.attendance where event_id = $1 and status = 'going'", event);
    }
}
