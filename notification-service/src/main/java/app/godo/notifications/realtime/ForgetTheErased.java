package app.godo.notifications.realtime;

import app.godo.wire.facts.UserFact;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/** What was told to somebody, and of them to others, goes with their account. Their sockets close because their sessions end. */
@ApplicationScoped
class ForgetTheErased {

    /** A session that has ended closes its sockets within five seconds; until then they look at the stream, which begins one. */
    private static final Duration SOCKETS_ARE_CLOSED = Duration.ofSeconds(7);

    private final Inbox inbox;
    private final Streams streams;
    private final Clock clock;

    ForgetTheErased(Inbox inbox, Streams streams, Clock clock) {
        this.inbox = inbox;
        this.streams = streams;
        this.clock = clock;
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

    /** At once, and once more when no socket is left that could begin anew what is gone. */
    private Uni<Void> forgetTwice(List<UserFact> gone) {
        var last = gone.stream().map(UserFact::at).max(Comparator.naturalOrder());
        var wait = last.map(at -> Duration.between(clock.instant(), at.plus(SOCKETS_ARE_CLOSED)))
                .filter(Duration::isPositive);
        return forget(gone)
                .chain(() -> wait.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(wait.get())
                                .chain(() -> forget(gone)));
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
