package app.godo.notifications.realtime;

import app.godo.wire.facts.UserFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import jakarta.enterprise.context.ApplicationScoped;

/** What was told to somebody, and of them to others, goes with their account. Their sockets close because their sessions end. */
@ApplicationScoped
class ForgetTheErased {

    private final Inbox inbox;
    private final Streams streams;

    ForgetTheErased(Inbox inbox, Streams streams) {
        this.inbox = inbox;
        this.streams = streams;
    }

    @Incoming("users")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.read("notification-service/erased", records, UserFact.class)
                .chain(facts -> Multi.createFrom()
                        .iterable(facts)
                        .filter(UserFact.Erased.class::isInstance)
                        .onItem()
                        .transformToUniAndConcatenate(gone ->
                                Inbox.untilItWorks(Uni.createFrom().deferred(() -> streams.forget(gone.userId()))))
                        .onItem()
                        .ignoreAsUni());
    }
}
