package app.godo.notifications.telling;

import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Everyone who has an Event in their plans learns when and where it takes place now, once for all that changed meanwhile. */
@ApplicationScoped
class TellOfChanges {

    /** Each may be in the plans of thousands. */
    private static final int AT_ONCE = 20;

    private final Transactions transactions;
    private final Arrangements arrangements;
    private final Tellings tellings;
    private final Deliver deliver;
    private final Clock clock;

    TellOfChanges(
            Transactions transactions, Arrangements arrangements, Tellings tellings, Deliver deliver, Clock clock) {
        this.transactions = transactions;
        this.arrangements = arrangements;
        this.tellings = tellings;
        this.deliver = deliver;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return transactions
                .asWorker(() -> arrangements.take(AT_ONCE).call(changes -> Multi.createFrom()
                        .iterable(changes)
                        .onItem()
                        .transformToUniAndConcatenate(this::tell)
                        .onItem()
                        .ignoreAsUni()))
                .chain(changes -> {
                    if (!changes.isEmpty()) {
                        deliver.soon();
                    }
                    return changes.size() == AT_ONCE
                            ? sweep()
                            : Uni.createFrom().voidItem();
                })
                .onFailure()
                .invoke(failure -> Log.warnf("changes: the sweep tries again: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
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
