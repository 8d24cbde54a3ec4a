package app.godo.notifications.telling;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Everyone who has an Event in their calendar is reminded of it, a day and two hours before it begins or on the eve of a day without
 * an hour; never of what is cancelled, postponed or unconfirmed, and of an Event that moved anew.
 */
@ApplicationScoped
class RemindOfEvents {

    private final Reminders reminders;
    private final Tellings tellings;
    private final TellInPortions portions;
    private final TellingConfig config;

    RemindOfEvents(Reminders reminders, Tellings tellings, TellInPortions portions, TellingConfig config) {
        this.reminders = reminders;
        this.tellings = tellings;
        this.portions = portions;
        this.config = config;
    }

    @Scheduled(
            every = "${godo.telling.reminders-every}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return portions.sweep("reminders", most -> reminders.take(most, config.latestReminder()), this::remind);
    }

    private Uni<Void> remind(Reminders.Due due) {
        return tellings.tellPeopleComingTo(due.eventId(), person -> telling(person, due));
    }

    private static Telling telling(UUID person, Reminders.Due due) {
        var event = due.event();
        return Telling.ofEvent(
                person,
                "event_reminder",
                "%s: %s".formatted(due.lead().equals("hours") ? "In two hours" : "Tomorrow", event.title()),
                event.whole(),
                due.eventId(),
                Tellings.reminderOf(due.lead(), event.dateTime()));
    }
}
