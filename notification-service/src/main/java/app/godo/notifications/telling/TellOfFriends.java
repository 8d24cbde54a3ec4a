package app.godo.notifications.telling;

import app.godo.wire.facts.SocialFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who was asked learns of it; who had asked learns that they are friends now. An end is told to nobody; a request that is taken
 * back and a block take with them what was told.
 */
@ApplicationScoped
class TellOfFriends {

    private final Inbox inbox;
    private final Tellings tellings;
    private final Deliver deliver;

    TellOfFriends(Inbox inbox, Tellings tellings, Deliver deliver) {
        this.inbox = inbox;
        this.tellings = tellings;
        this.deliver = deliver;
    }

    @Incoming("social")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.once("notification-service", records, SocialFact.class, this::tell)
                .invoke(deliver::soon);
    }

    private Uni<Void> tell(SocialFact fact) {
        return switch (fact) {
            case SocialFact.FriendRequested asked ->
                tell(
                        asked.addresseeId(),
                        asked.requesterId(),
                        asked.friendshipId(),
                        "friend_request",
                        dayOf(asked),
                        "%s wants to be friends",
                        "Accept, and you see what you both like.");
            case SocialFact.FriendAccepted accepted ->
                tell(
                        accepted.requesterId(),
                        accepted.addresseeId(),
                        accepted.friendshipId(),
                        "friend_accepted",
                        accepted.friendshipId().toString(),
                        "%s is now your friend",
                        "See where you could go together.");
            case SocialFact.RequestWithdrawn gone -> tellings.withdrawRequest(gone.addresseeId(), gone.friendshipId());
            case SocialFact.Blocked blocked ->
                tellings.withdrawAllOf(blocked.otherId(), blocked.userId())
                        .chain(() -> tellings.withdrawAllOf(blocked.userId(), blocked.otherId()));
            case SocialFact.FriendshipEnded nothing -> Uni.createFrom().voidItem();
            case SocialFact.Unblocked nothing -> Uni.createFrom().voidItem();
        };
    }

    /** Who asks, takes it back and asks again is told of once a day, and not once for each request. */
    private static String dayOf(SocialFact.FriendRequested asked) {
        return LocalDate.ofInstant(asked.at(), ZoneOffset.UTC).toString();
    }

    /** Nothing is said of somebody who has gone or been blocked in the meantime. */
    private Uni<Void> tell(
            UUID person, UUID other, UUID friendship, String type, String window, String title, String message) {
        var data = Map.of(
                "link", "godo://users/" + other, "user_id", other.toString(), "friendship_id", friendship.toString());
        return tellings.nameOf(other, person)
                .chain(name -> name == null
                        ? Uni.createFrom().voidItem()
                        : tellings.tell(List.of(
                                new Telling(person, type, title.formatted(name), message, data, other, window))));
    }
}
