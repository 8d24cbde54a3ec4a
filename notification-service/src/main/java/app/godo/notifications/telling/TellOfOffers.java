package app.godo.notifications.telling;

import app.godo.wire.facts.AttendanceFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/** Who waits for a seat learns that one is theirs for the taking, and until when; an offer that is over takes that with it. */
@ApplicationScoped
class TellOfOffers {

    private final Inbox inbox;
    private final Tellings tellings;
    private final Deliver deliver;
    private final Clock clock;

    TellOfOffers(Inbox inbox, Tellings tellings, Deliver deliver, Clock clock) {
        this.inbox = inbox;
        this.tellings = tellings;
        this.deliver = deliver;
        this.clock = clock;
    }

    @Incoming("attendance")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.once("notification-service", records, AttendanceFact.class, this::take)
                .invoke(deliver::soon);
    }

    private Uni<Void> take(AttendanceFact fact) {
        return switch (fact) {
            case AttendanceFact.Changed changed when isOffer(changed) -> tell(changed, changed.offerExpiresAt());
            case AttendanceFact.Changed changed ->
                tellings.withdrawOffer(changed.userId(), changed.eventId())
                        .chain(() -> comes(changed)
                                ? Uni.createFrom().voidItem()
                                : tellings.withdrawReminders(changed.userId(), changed.eventId()));
        };
    }

    private boolean isOffer(AttendanceFact.Changed changed) {
        return changed.offerExpiresAt() != null && changed.offerExpiresAt().isAfter(clock.instant());
    }

    private static boolean comes(AttendanceFact.Changed changed) {
        return changed.status() != null && !changed.status().equals("not_going");
    }

    private Uni<Void> tell(AttendanceFact.Changed changed, Instant until) {
        var person = changed.userId();
        return tellings.offeredTo(person, changed.eventId(), until)
                .chain(offer -> offer == null
                        ? Uni.createFrom().voidItem()
                        : tellings.tell(List.of(Telling.ofEvent(
                                person,
                                "waitlist_offer",
                                "A seat for you: " + offer[0],
                                "Take it until %s, or it goes to who waits next.".formatted(offer[1]),
                                changed.eventId(),
                                until.toString()))));
    }
}
