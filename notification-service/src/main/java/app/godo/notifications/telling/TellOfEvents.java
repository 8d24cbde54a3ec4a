package app.godo.notifications.telling;

import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.util.UUID;
import java.util.function.BiFunction;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Everyone who has an Event in their plans learns at once that it will not take place, that moderators took it down, or that nobody
 * can say any more whether it takes place; whatever else happens to it is kept, for {@link TellOfChanges} to tell when it has
 * settled. The people of an Event that is merged are told of that what changes for them by it, and from then on of the one that
 * stands for it.
 */
@ApplicationScoped
class TellOfEvents {

    private static final String REJECTED = "rejected";

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
        var event = fact.event();
        if (event.withdrawn()) {
            return takeOff(fact, arrangements.told(event), TellOfEvents::withdrawal);
        }
        if (isMerged(fact)) {
            return arrangements.followed(event);
        }
        if (REJECTED.equals(event.moderationStatus())) {
            return takeOff(fact, arrangements.rejected(event), TellOfEvents::rejection);
        }
        if (fact instanceof EventFact.Cancelled || event.cancelled() && changes(fact, "schedule_status")) {
            return takeOff(fact, arrangements.told(event), TellOfEvents::cancellation);
        }
        return arrangements.changed(event);
    }

    /** Whether another stood for it before. */
    private static boolean isMerged(EventFact fact) {
        return fact.event().mergedInto() != null && !changes(fact, "merged_into");
    }

    private static boolean changes(EventFact fact, String field) {
        return fact instanceof EventFact.Changed changed
                && changed.changed() != null
                && changed.changed().contains(field);
    }

    /** What people were reminded of goes with it. */
    private Uni<Void> takeOff(EventFact fact, Uni<Void> kept, BiFunction<UUID, EventView, Telling> telling) {
        return kept.chain(() -> tellings.withdrawPastReminders(fact.event().id(), null))
                .chain(() -> tell(fact, telling));
    }

    /** Of what is over nobody needs to know: whoever had it in their plans has been there. */
    private Uni<Void> tell(EventFact fact, BiFunction<UUID, EventView, Telling> telling) {
        var event = fact.event();
        return event.overAt().isBefore(fact.at()) || isMerged(fact)
                ? Uni.createFrom().voidItem()
                : tellings.tellPeopleOf(event.id(), person -> telling.apply(person, event));
    }

    private static Telling cancellation(UUID person, EventView event) {
        var arrangement = Arrangement.of(event);
        return telling(
                person,
                "event_cancelled",
                "Cancelled: " + event.title(),
                "It was planned for %s at %s.".formatted(arrangement.day(), arrangement.locationName()),
                event);
    }

    /** Its page is gone; whoever had it in their plans has to know what it was. */
    private static Telling rejection(UUID person, EventView event) {
        var arrangement = Arrangement.of(event);
        return telling(
                person,
                "event_cancelled",
                "No longer listed: " + event.title(),
                "Moderators took it down. It was planned for %s at %s."
                        .formatted(arrangement.day(), arrangement.locationName()),
                event);
    }

    /** Whose licence has ended may not be quoted; that it is called off nobody has said. */
    private static Telling withdrawal(UUID person, EventView event) {
        return telling(
                person,
                "event_changed",
                "Unconfirmed: an event in your plans",
                "It was planned for %s. Nobody lists it here any more, so we cannot say whether it takes place."
                        .formatted(Arrangement.of(event).day()),
                event);
    }

    /** Once for each version: it may be planned anew, and cancelled anew. */
    private static Telling telling(UUID person, String type, String title, String message, EventView event) {
        return Telling.ofEvent(person, type, title, message, event.id(), "v" + event.version());
    }
}
