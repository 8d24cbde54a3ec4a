package app.godo.reco.company;

import app.godo.reco.catalogue.Catalogue;
import app.godo.wire.facts.AttendanceFact;
import app.godo.wire.facts.SocialFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import jakarta.enterprise.context.ApplicationScoped;

/** Keeps seats and surroundings true in this replica by what the others tell. */
@ApplicationScoped
class WatchCompany {

    private static final String CONSUMER = "recommendation-service/company";

    private final Catalogue catalogue;
    private final Companies companies;
    private final Inbox inbox;

    WatchCompany(Catalogue catalogue, Companies companies, Inbox inbox) {
        this.catalogue = catalogue;
        this.companies = companies;
        this.inbox = inbox;
    }

    @Incoming("attendance")
    Uni<Void> attendance(ConsumerRecords<String, byte[]> records) {
        return inbox.read(CONSUMER, records, AttendanceFact.class)
                .invoke(facts -> facts.forEach(this::take))
                .replaceWithVoid();
    }

    @Incoming("social")
    Uni<Void> social(ConsumerRecords<String, byte[]> records) {
        return inbox.read(CONSUMER, records, SocialFact.class)
                .invoke(facts -> facts.forEach(this::take))
                .replaceWithVoid();
    }

    private void take(AttendanceFact fact) {
        switch (fact) {
            case AttendanceFact.Changed changed -> {
                catalogue.count(
                        changed.eventId(),
                        changed.going(),
                        changed.waiting(),
                        changed.attendanceVersion(),
                        changed.at());
                companies.attendanceChanged(changed.userId());
            }
        }
    }

    private void take(SocialFact fact) {
        switch (fact) {
            case SocialFact.FriendAccepted now -> companies.friendshipChanged(now.requesterId(), now.addresseeId());
            case SocialFact.FriendshipEnded over -> companies.friendshipChanged(over.userId(), over.otherId());
            case SocialFact.Blocked apart -> companies.friendshipChanged(apart.userId(), apart.otherId());
            case SocialFact.Unblocked again -> companies.friendshipChanged(again.userId(), again.otherId());
            case SocialFact.FriendRequested nothingYet -> {}
            case SocialFact.RequestWithdrawn nothing -> {}
        }
    }
}
