package app.godo.notifications.telling;

import app.godo.notifications.realtime.Deliver;
import app.godo.wire.facts.SocialFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Who was asked learns of it; who had asked learns that they are friends now. An end is told to nobody. */
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
                tellings.nameOf(asked.requesterId())
                        .chain(name -> tellings.tell(List.of(telling(
                                asked.addresseeId(),
                                "friend_request",
                                name + " wants to be friends",
                                "Accept, and you see what you both like.",
                                asked.friendshipId(),
                                asked.requesterId()))));
            case SocialFact.FriendAccepted accepted ->
                tellings.nameOf(accepted.addresseeId())
                        .chain(name -> tellings.tell(List.of(telling(
                                accepted.requesterId(),
                                "friend_accepted",
                                name + " is now your friend",
                                "See where you could go together.",
                                accepted.friendshipId(),
                                accepted.addresseeId()))));
            case SocialFact.FriendshipEnded ended -> Uni.createFrom().voidItem();
        };
    }

    private static Telling telling(
            UUID person, String type, String title, String message, UUID friendship, UUID other) {
        var data = Map.of(
                "link", "godo://users/" + other, "user_id", other.toString(), "friendship_id", friendship.toString());
        return new Telling(person, type, title, message, data, friendship);
    }
}
