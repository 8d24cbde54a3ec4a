package app.godo.notifications.telling;

import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Everyone who has an Event in their plans learns at once that it will not take place; whatever else happens to it is kept, for
 * {@link TellOfChanges} to tell when it has settled.
 */
@ApplicationScoped
class TellOfEvents {

    private final Inbox inbox;
    private final Tellings tellings;
    private final Arrangements arrangements;
    private final Deliver deliver;

    TellOfEvents(Inbox inbox, Tellings tellings, Arrangements arrangements, Deliver deliver) {
        this.inbox = inbox;
        this.tellings = tellings;
        this.arrangements = arrangements;
        this.deliver = deliver;
    }

    @Incoming("events")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.once("notification-service", records, EventFact.class, this::take)
                .invoke(deliver::soon);
    }

    private Uni<Void> take(EventFact fact) {
        return switch (fact) {
            case EventFact.Cancelled cancelled ->
                arrangements
                        .told(cancelled.event())
                        .chain(() ->
                                tellings.withdrawPastReminders(cancelled.event().id(), null))
                        .chain(() -> isPast(cancelled) ? nothing() : tell(cancelled));
            case EventFact.Published published -> changed(published.event());
            case EventFact.Changed changed -> changed(changed.event());
        };
    }

    /** Another Event stands for one that was merged: that it is found no more is nothing to its people. */
    private Uni<Void> changed(EventView event) {
        return event.mergedInto() == null ? arrangements.changed(event) : nothing();
    }

    /** Whoever had it in their plans has been there. */
    private static boolean isPast(EventFact.Cancelled cancelled) {
        return cancelled.event().overAt().isBefore(cancelled.at());
    }

    private Uni<Void> tell(EventFact.Cancelled cancelled) {
        var event = cancelled.event();
        return tellings.tellPeopleOf(event.id(), person -> telling(person, event));
    }

    private static Telling telling(UUID person, EventView event) {
        var arrangement = Arrangement.of(event);
        return Telling.ofEvent(
                person,
                "event_cancelled",
                "Cancelled: " + event.title(),
                "It was planned for %s at %s.".formatted(arrangement.day(), arrangement.locationName()),
                event.id(),
                "v" + event.version()); // it may be planned anew, and cancelled anew
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
