package app.godo.reco.tastes;

import app.godo.reco.catalogue.Facet;
import app.godo.wire.facts.UserFact;
import app.godo.wire.inbox.Inbox;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Keeps the categories that people chose when they joined: all that is known of them before the first swipe. Lets go of all that
 * is known of who was erased, at once and when no feed of theirs is in hand any more; should one of their swipes be told again,
 * {@link LearnFromSwipes} lets go of it.
 */
@ApplicationScoped
class LearnOfPeople {

    /** A session that has ended is over everywhere within five seconds, and nobody waits longer for a feed. */
    private static final Duration FEEDS_ARE_OVER = Duration.ofSeconds(10);

    private static final String CONSUMER = "recommendation-service/stated-tastes";

    private final Inbox inbox;
    private final Redis redis;
    private final Clock clock;

    LearnOfPeople(Inbox inbox, Redis redis, Clock clock) {
        this.inbox = inbox;
        this.redis = redis;
        this.clock = clock;
    }

    @Incoming("users")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.read(CONSUMER, records, UserFact.class)
                .chain(facts -> keep(facts).chain(() -> forgetOnceMore(facts)));
    }

    /** When no feed is in hand any more that could write anew what is gone. */
    private Uni<Void> forgetOnceMore(List<UserFact> facts) {
        var gone = facts.stream().filter(UserFact.Erased.class::isInstance).toList();
        var wait = gone.stream()
                .map(UserFact::at)
                .max(Comparator.naturalOrder())
                .map(at -> Duration.between(clock.instant(), at.plus(FEEDS_ARE_OVER)))
                .filter(Duration::isPositive);
        return wait.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(wait.get()).chain(() -> keep(gone));
    }

    private Uni<Void> keep(List<UserFact> facts) {
        var requests = facts.stream().flatMap(this::requestOf).toList();
        return requests.isEmpty()
                ? Uni.createFrom().voidItem()
                : Inbox.untilItWorks(Uni.createFrom().deferred(() -> redis.batch(requests)))
                        .replaceWithVoid();
    }

    private Stream<Request> requestOf(UserFact fact) {
        return switch (fact) {
            case UserFact.Joined joined ->
                joined.tastes() == null || joined.tastes().isEmpty()
                        ? Stream.empty()
                        : Stream.of(
                                TasteScripts.state(joined.userId(), Ids.next().toString(), stored(joined.tastes())));
            case UserFact.Erased gone -> Stream.of(TasteScripts.forget(gone.userId()));
            case UserFact.SessionEnded nothingToLearn -> Stream.empty();
        };
    }

    private static String stored(List<String> categories) {
        return String.join(
                TasteKeys.SEPARATOR,
                categories.stream().map(Facet.CATEGORY::named).sorted().toList());
    }
}
