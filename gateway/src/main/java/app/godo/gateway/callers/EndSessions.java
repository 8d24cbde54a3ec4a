package app.godo.gateway.callers;

import app.godo.wire.caller.EndedSessions;
import app.godo.wire.facts.UserFact;
import app.godo.wire.inbox.FactReader;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Feeds the list of ended sessions that every process of the fleet believes. Adding a session twice is adding it once, so a
 * replay of the topic changes nothing.
 */
@ApplicationScoped
class EndSessions {

    /** Tokens are believed a little longer than they say. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final FactReader reader;
    private final EndedSessions ended;
    private final Clock clock;

    EndSessions(FactReader reader, EndedSessions ended, Clock clock) {
        this.reader = reader;
        this.ended = ended;
        this.clock = clock;
    }

    @Incoming("users")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return reader.read("gateway", records, UserFact.class).chain(this::endAll);
    }

    private Uni<Void> endAll(List<UserFact> facts) {
        return Multi.createFrom()
                .iterable(facts)
                .onItem()
                .transformToUniAndConcatenate(this::end)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> end(UserFact fact) {
        return switch (fact) {
            case UserFact.Joined joined -> Uni.createFrom().voidItem();
            // each of their sessions has a Fact of its own
            case UserFact.Erased erased -> Uni.createFrom().voidItem();
            case UserFact.SessionEnded over
            when over.until().plus(SKEW).isAfter(clock.instant()) ->
                FactReader.untilItWorks(Uni.createFrom().deferred(() -> ended.add(over.sessionId(), over.until())));
            // its last token has expired: told long ago, or again by a replay
            case UserFact.SessionEnded over -> Uni.createFrom().voidItem();
        };
    }
}
