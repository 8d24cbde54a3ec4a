package app.godo.journeys;

import static app.godo.journeys.App.object;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * People who use the app at a steady rate, whatever becomes of their requests. Nothing is sent twice: what is lost is lost. They
 * read, they write with an {@code Idempotency-Key} or idempotently, and now and then one refreshes the session.
 */
final class SteadyLoad implements AutoCloseable {

    private static final List<String> READS = List.of(
            "/users/profile",
            "/events/feed?limit=20",
            "/events/%s",
            "/swipes/calendar",
            "/events/%s/attendees",
            "/notifications/",
            "/events/%s",
            "/users/friends/list");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int REFRESH_EVERY = 49;
    private static final int WRITE_EVERY = 5;

    private final List<App> people;
    private final List<String> events;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Map<String, Integer> lost = new ConcurrentSkipListMap<>();
    private final Queue<String> swipes = new ConcurrentLinkedQueue<>();
    private final long begun = System.nanoTime();
    private Duration lasted = Duration.ZERO;

    private SteadyLoad(List<App> people, List<String> events) {
        this.people = people;
        this.events = events;
    }

    static SteadyLoad begin(int perSecond, List<App> people, List<String> events) {
        var load = new SteadyLoad(people, events);
        load.clock.scheduleAtFixedRate(
                () -> load.requests.submit(load::one), 0, 1_000_000_000 / perSecond, TimeUnit.NANOSECONDS);
        return load;
    }

    /** Sends nothing more and waits for what is on its way. */
    @Override
    public void close() {
        clock.close();
        lasted = Duration.ofNanos(System.nanoTime() - begun);
        requests.close();
    }

    /** How many were not answered, or not with 2xx, by what became of them. */
    Map<String, Integer> lost() {
        return Map.copyOf(lost);
    }

    /** The swipes that were acknowledged, by the ids the app gave them. */
    List<String> swipes() {
        return List.copyOf(swipes);
    }

    int answered() {
        return answered.get();
    }

    /** Answers a second. */
    double rate() {
        return answered.get() * 1000.0 / lasted.toMillis();
    }

    private void one() {
        var number = sent.getAndIncrement();
        var person = people.get(number % people.size());
        var event = events.get(number % events.size());
        try {
            note(
                    number % REFRESH_EVERY == REFRESH_EVERY - 1
                            ? person.refresh(person.refreshToken())
                            : number % WRITE_EVERY == 0
                                    ? write(number / WRITE_EVERY, person, event)
                                    : person.get(
                                            READS.get(number % READS.size()).formatted(event)));
        } catch (App.NoAnswer broken) {
            lose(withoutIds(broken.getMessage()) + ": " + broken.getCause());
        }
    }

    private App.Answer write(int number, App person, String event) {
        if (number % 2 == 0) {
            return person.send("PUT", "/events/" + event + "/attendance", object().put("status", "interested"));
        }
        var id = UUID.randomUUID().toString();
        var answer = person.post(
                "/swipes/",
                object().put("event_id", event).put("direction", "right").put("client_swipe_id", id));
        if (answer.status() / 100 == 2) {
            swipes.add(id);
        }
        return answer;
    }

    private void note(App.Answer answer) {
        if (answer.status() / 100 == 2) {
            answered.incrementAndGet();
        } else {
            lose("%s: %d %s"
                    .formatted(
                            withoutIds(answer.request()),
                            answer.status(),
                            answer.body().at("/code").asText()));
        }
    }

    private void lose(String how) {
        lost.merge(how, 1, Integer::sum);
    }

    private static String withoutIds(String request) {
        return ID.matcher(request).replaceAll("{id}");
    }
}
