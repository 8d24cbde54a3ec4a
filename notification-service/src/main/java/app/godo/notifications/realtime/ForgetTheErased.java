package app.godo.notifications.realtime;

import app.godo.wire.facts.UserFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.Duration;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/** What was told to somebody, and of them to others, goes with their account. Their sockets close because their sessions end. */
@ApplicationScoped
class ForgetTheErased {

    /** A session that has ended closes its sockets within five seconds; until then they look at the stream, which begins one. */
    private static final Duration SOCKETS_ARE_CLOSED = Duration.ofSeconds(7);

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
                        .collect()
                        .asList()
                        .chain(this::forgetTwice));
    }

    private Uni<Void> forgetTwice(List<UserFact> gone) {
        return gone.isEmpty()
                ? Uni.createFrom().voidItem()
                : forget(gone)
                        .chain(() ->
                                Uni.createFrom().voidItem().onItem().delayIt().by(SOCKETS_ARE_CLOSED))
                        .chain(() -> forget(gone));
    }

    private Uni<Void> forget(List<UserFact> gone) {
        return Multi.createFrom()
                .iterable(gone)
                .onItem()
                .transformToUniAndConcatenate(
                        one -> Inbox.untilItWorks(Uni.createFrom().deferred(() -> streams.forget(one.userId()))))
                .onItem()
                .ignoreAsUni();
    }
}
