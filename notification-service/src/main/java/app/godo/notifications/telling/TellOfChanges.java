package app.godo.notifications.telling;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Everyone who has an Event in their plans learns when and where it takes place now, once for all that changed meanwhile. */
@ApplicationScoped
class TellOfChanges {

    private final Arrangements arrangements;
    private final Tellings tellings;
    private final TellInPortions portions;
    private final Clock clock;

    TellOfChanges(Arrangements arrangements, Tellings tellings, TellInPortions portions, Clock clock) {
        this.arrangements = arrangements;
        this.tellings = tellings;
        this.portions = portions;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return portions.sweep("changes", arrangements::take, this::tell);
    }

    /** Of what is over nobody needs to know; a cancellation was told when it came. */
    private Uni<Void> tell(Arrangements.Change change) {
        var now = change.latest();
        return tellings.withdrawPastReminders(change.eventId(), now.dateTime()).chain(() -> change.told()
                .news(now)
                .filter(news -> now.overAt().isAfter(clock.instant()))
                .map(news -> tellings.tellPeopleOf(change.eventId(), person -> telling(person, change, news)))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static Telling telling(UUID person, Arrangements.Change change, String news) {
        return Telling.ofEvent(
                person,
                "event_changed",
                "%s: %s".formatted(news, change.latest().title()),
                change.told().to(change.latest()),
                change.eventId(),
                "v" + change.version());
    }
}
