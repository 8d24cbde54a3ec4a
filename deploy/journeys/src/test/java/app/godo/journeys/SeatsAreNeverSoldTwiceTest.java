package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.local.GodoService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

@Order(3)
class SeatsAreNeverSoldTwiceTest {

    private static final int SEATS = 10;
    private static final int WANTED = 50;

    @Test
    @DisplayName("I-06: 50 want to go at once through two processes of event-service, 10 seats: exactly 10 get one")
    void exactly_as_many_go_as_there_are_seats() throws Exception {
        var fleet = City.fleet();
        var second = fleet.startSecond(GodoService.EVENTS);
        var processes = List.of(fleet.url(GodoService.EVENTS), second.url());
        var organiser = App.of(fleet.url(), "Olga Organiser");
        var event = organiser
                .post(
                        "/events",
                        object().put("title", "Rooftop Reading")
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
        var people = IntStream.range(0, WANTED)
                .mapToObj(i -> App.of(fleet.url(), "Reader " + i))
                .toList();

        var answers = new ArrayList<Future<App.Answer>>();
        try (var crowd = Executors.newFixedThreadPool(WANTED)) {
            for (var i = 0; i < WANTED; i++) {
                var person = people.get(i);
                var process = processes.get(i % processes.size());
                answers.add(crowd.submit(() -> person.send(
                        process, "PUT", "/events/" + event + "/attendance", object().put("status", "going"))));
            }
        }

        var going = 0;
        for (var answer : answers) {
            if (answer.get().status() == 200) {
                assertEquals("going", answer.get().body().at("/status").asText());
                going++;
            } else {
                answer.get().expectProblem(409, "event-full");
            }
        }
        assertEquals(SEATS, going);
        assertEquals(
                SEATS,
                Sql.count("select count(*) from events.attendance where event_id = '%s' and status = 'going'"
                        .formatted(event)));
        assertEquals(
                SEATS,
                organiser
                        .get("/events/" + event)
                        .expect(200)
                        .at("/current_attendees")
                        .asInt());
    }
}
