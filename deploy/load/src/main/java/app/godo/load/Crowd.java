package app.godo.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The people who use the app during the load, and the Events they know of. */
record Crowd(List<Person> people, List<String> events) {
    private static final int EVENTS = 400;
    private static final int MOST_SWIPES_AT_ONCE = 100;
    /** Passwords are hashed on few threads, and those who wait in too long a line are turned away. */
    private static final int AT_ONCE = 4;

    static List<Person> join(String gateway, String name, int count) throws IOException, InterruptedException {
        var joining = new ArrayList<Callable<Person>>();
        for (int i = 0; i < count; i++) {
            var unique = name + "." + i;
            joining.add(() -> Person.joins(gateway, unique));
        }
        return all(joining);
    }

    /** The first of what one of them would be shown. */
    static List<String> eventsFor(Person person) throws IOException, InterruptedException {
        var events = new ArrayList<String>();
        var next = "";
        while (next != null && events.size() < EVENTS) {
            var page = person.get("/events/feed?limit=100" + next);
            page.at("/items").forEach(card -> events.add(card.at("/event/id").asText()));
            next = page.at("/has_more").asBoolean()
                    ? "&cursor=" + page.at("/next_cursor").asText()
                    : null;
        }
        return List.copyOf(events);
    }

    /** Everybody has swiped for a while: a quarter of it is in their calendars. */
    void swipeForAWhile() throws IOException, InterruptedException {
        var swiping = Stream.<Callable<Person>>of();
        for (var person : people) {
            var shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled);
            var swiped = shuffled.subList(0, Math.min(MOST_SWIPES_AT_ONCE, shuffled.size()));
            swiping = Stream.concat(swiping, Stream.of(() -> {
                person.post(Swipes.PATH, Swipes.many(swiped), 200);
                return person;
            }));
        }
        all(swiping.toList());
    }

    Person anybody() {
        return Swipes.any(people);
    }

    String anyEvent() {
        return Swipes.any(events);
    }

    List<String> anyEvents(int count) {
        return Stream.generate(this::anyEvent).limit(count).toList();
    }

    private static <T> List<T> all(List<Callable<T>> jobs) throws IOException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var done = new ArrayList<T>();
            for (var job : threads.invokeAll(jobs)) {
                done.add(job.get());
            }
            return List.copyOf(done);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }
}
