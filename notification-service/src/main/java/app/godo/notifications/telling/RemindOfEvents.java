package app.godo.notifications.telling;

import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Everyone who has an Event in their calendar is reminded of it, a day and two hours before it begins or on the eve of a day without
 * an hour; never of what is cancelled, postponed or unconfirmed, and of an Event that moved anew.
 */
@ApplicationScoped
class RemindOfEvents {

    /** Each may be in the calendars of thousands. */
    private static final int AT_ONCE = 20;

    private final Transactions transactions;
    private final Reminders reminders;
    private final Tellings tellings;
    private final Deliver deliver;
    private final TellingConfig config;

    RemindOfEvents(
            Transactions transactions, Reminders reminders, Tellings tellings, Deliver deliver, TellingConfig config) {
        this.transactions = transactions;
        this.reminders = reminders;
        this.tellings = tellings;
        this.deliver = deliver;
        this.config = config;
    }

    @Scheduled(
            every = "${godo.telling.reminders-every}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return transactions
                .asWorker(() -> reminders.take(AT_ONCE, config.latestReminder()).call(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(this::remind)
                        .onItem()
                        .ignoreAsUni()))
                .chain(due -> {
                    if (!due.isEmpty()) {
                        deliver.soon();
                    }
                    return due.size() == AT_ONCE ? sweep() : Uni.createFrom().voidItem();
                })
                .onFailure()
                .invoke(failure -> Log.warnf("reminders: the sweep tries again: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> remind(Reminders.Due due) {
        return tellings.tellPeopleComingTo(due.eventId(), person -> telling(person, due));
    }

    private static Telling telling(UUID person, Reminders.Due due) {
        var event = due.event();
        return Telling.ofEvent(
                person,
                Tellings.REMINDER,
                "%s: %s".formatted(due.lead().equals("hours") ? "In two hours" : "Tomorrow", event.title()),
                event.whole(),
                due.eventId(),
                Tellings.reminderOf(due.lead(), event.dateTime()));
    }
}
