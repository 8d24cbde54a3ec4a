package app.godo.notifications.telling;

import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Everyone who has an Event in their plans learns that it will not take place. */
@ApplicationScoped
class TellOfCancellations {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US);
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final int LONGEST_TITLE = 200;

    private final Inbox inbox;
    private final Tellings tellings;
    private final Deliver deliver;

    TellOfCancellations(Inbox inbox, Tellings tellings, Deliver deliver) {
        this.inbox = inbox;
        this.tellings = tellings;
        this.deliver = deliver;
    }

    @Incoming("events")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.once("notification-service", records, EventFact.class, this::tell)
                .invoke(deliver::soon);
    }

    private Uni<Void> tell(EventFact fact) {
        return switch (fact) {
            case EventFact.Cancelled cancelled
            when isPast(cancelled) -> Uni.createFrom().voidItem();
            case EventFact.Cancelled cancelled -> tellAll(cancelled.event());
            case EventFact.Published published -> Uni.createFrom().voidItem();
            case EventFact.Changed changed -> Uni.createFrom().voidItem();
        };
    }

    /** Whoever had it in their plans has been there. */
    private static boolean isPast(EventFact.Cancelled cancelled) {
        return cancelled.event().overAt().isBefore(cancelled.at());
    }

    private Uni<Void> tellAll(EventView event) {
        return tellings.peopleOfEvent(event.id())
                .map(people ->
                        people.stream().map(person -> telling(person, event)).toList())
                .chain(tellings::tell);
    }

    private static Telling telling(UUID person, EventView event) {
        var day = DAY.format(event.dateTime().atZone(zoneOf(event)));
        return new Telling(
                person,
                "event_cancelled",
                "Cancelled: " + shortened(event.title()),
                "It was planned for %s at %s.".formatted(day, event.locationName()),
                Map.of(
                        "link",
                        "godo://events/" + event.id(),
                        "event_id",
                        event.id().toString()),
                event.id(),
                "v" + event.version()); // it may be planned anew, and cancelled anew
    }

    private static ZoneId zoneOf(EventView event) {
        try {
            return ZoneId.of(event.timeZone());
        } catch (DateTimeException unknown) {
            return NEW_YORK; // a day that may be off by one is better than not being told
        }
    }

    private static String shortened(String title) {
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
    }
}
