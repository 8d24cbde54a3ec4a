package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.local.GodoService;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

@Order(3)
class SeatsAreNeverSoldTwiceTest {

    private static final int SEATS = 10;
    private static final int PEOPLE = 200;

    private static List<String> processes;
    private static App organiser;
    private static List<App> people;

    @BeforeAll
    static void two_processes_and_a_crowd() throws Exception {
        var fleet = City.fleet();
        processes = List.of(
                fleet.url(GodoService.EVENTS),
                fleet.startSecond(GodoService.EVENTS).url());
        organiser = App.of(fleet.url(), "Olga Organiser");
        people = together(PEOPLE, 4, i -> App.of(fleet.url(), "Reader " + i));
    }

    @Test
    @DisplayName("I-06: 200 want to go at once through two processes of event-service, 10 seats: exactly 10 get one")
    void exactly_as_many_go_as_there_are_seats() throws Exception {
        var event = submitted("Rooftop Reading");

        var answers = together(PEOPLE, PEOPLE, i -> say(i, event, going(false, false)));

        var refused = answers.stream().filter(answer -> answer.status() != 200).toList();
        assertEquals(PEOPLE - SEATS, refused.size());
        refused.forEach(answer -> answer.expectProblem(409, "event-full"));
        assertEquals(SEATS, seated(event));
        assertEquals(
                SEATS,
                organiser
                        .get("/events/" + event)
                        .expect(200)
                        .at("/current_attendees")
                        .asInt());
    }

    @Test
    @DisplayName(
            "I-06: 200 come and go at once through two processes: at no moment is a seat oversold, offered twice or idle while"
                    + " somebody waits, the waitlist keeps its order, and an offer that ran out is passed on")
    void the_waitlist_keeps_its_order_and_no_seat_is_idle() throws Exception {
        var event = submitted("Stairwell Concert");
        var watch = SeatWatch.of(event);

        together(PEOPLE, 40, i -> comeAndMaybeGo(i, event));
        for (var round = 0; round < 3; round++) {
            var seated = ofStatus(event, "status = 'going'");
            together(PEOPLE, 20, i -> seated.contains(people.get(i).id()) ? leave(i, event) : null);
            answerOffers(event);
            letOffersRunOut(event);
        }

        assertEquals(Set.of(), watch.stop());
        assertTrue(watch.looks() > 300, () -> "it looked only " + watch.looks() + " times");
        assertTrue(waiting(event) > 0, "somebody should still wait, or nothing was tried");
    }

    /** Some wait to be asked, some to be seated, some do not wait; and every fifth has thought better of it. */
    private static App.Answer comeAndMaybeGo(int i, String event) {
        var answer = say(i, event, going(i % 4 != 3, i % 2 == 0));
        assertEquals(answer.status() == 409 ? 3 : i % 4, i % 4, "only who does not wait is turned away");
        return i % 5 == 0 ? leave(i, event) : answer;
    }

    /** Of those who were asked a third comes, a third declines, and a third says nothing. */
    private static void answerOffers(String event) throws Exception {
        var asked = ofStatus(event, "offer_expires_at is not null");
        together(
                PEOPLE,
                20,
                i -> !asked.contains(people.get(i).id())
                        ? null
                        : switch (i / 4 % 3) {
                            case 0 -> say(i, event, going(false, false)).expect(200);
                            case 1 -> leave(i, event);
                            default -> null;
                        });
    }

    /** As if two hours had passed. */
    private static void letOffersRunOut(String event) {
        Sql.run("update events.attendance set offer_expires_at = now() - interval '1 second'"
                + " where event_id = '%s' and offer_expires_at is not null".formatted(event));
        Awaitility.await(
                        "every seat is passed on within the seconds after which offers are looked through, and as many again")
                .atMost(Duration.ofSeconds(10))
                .until(() -> ofStatus(event, "offer_expires_at <= now()").isEmpty());
    }

    private static ObjectNode going(boolean waits, boolean acceptsUnasked) {
        return object().put("status", "going").put("join_waitlist", waits).put("auto_accept", acceptsUnasked);
    }

    private static App.Answer say(int i, String event, ObjectNode wish) {
        return people.get(i).send(processes.get(i % processes.size()), "PUT", "/events/" + event + "/attendance", wish);
    }

    private static App.Answer leave(int i, String event) {
        return say(i, event, object().put("status", "not_going"));
    }

    private static String submitted(String title) {
        var event = organiser
                .post(
                        "/events",
                        object().put("title", title)
                                .put(
                                        "date_time",
                                        Instant.now()
                                                .plus(3, ChronoUnit.DAYS)
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .toString())
                                .put("location_name", "A roof in Bushwick")
                                .put("category", "literature")
                                .put("capacity", SEATS))
                .expect(201)
                .at("/id")
                .asText();
        Sql.run("update events.events set moderation_status = 'approved' where id = '%s'".formatted(event));
        return event;
    }

    private static long seated(String event) {
        return ofStatus(event, "status = 'going'").size();
    }

    private static long waiting(String event) {
        return ofStatus(event, "status = 'waitlisted'").size();
    }

    private static Set<String> ofStatus(String event, String condition) {
        return Set.copyOf(Sql.column(
                "select user_id from events.attendance where event_id = '%s' and %s".formatted(event, condition)));
    }

    /** What so many do, so many of them at once. */
    private static <T> List<T> together(int times, int atOnce, IntFunction<T> what)
            throws InterruptedException, ExecutionException {
        try (var crowd = Executors.newFixedThreadPool(atOnce)) {
            var all = IntStream.range(0, times)
                    .mapToObj(i -> crowd.submit(() -> what.apply(i)))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : all) {
                results.add(one.get());
            }
            return results;
        }
    }
}
