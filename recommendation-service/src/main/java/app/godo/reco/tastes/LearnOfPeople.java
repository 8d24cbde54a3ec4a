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

import java.util.List;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Keeps the categories that people chose when they joined: all that is known of them before the first swipe. Lets go of all that
 * is known of who was erased; should one of their swipes be told again, {@link LearnFromSwipes} finds nobody to learn of.
 */
@ApplicationScoped
class LearnOfPeople {

    private static final String CONSUMER = "recommendation-service/stated-tastes";

    private final Inbox inbox;
    private final Redis redis;

    LearnOfPeople(Inbox inbox, Redis redis) {
        this.inbox = inbox;
        this.redis = redis;
    }

    @Incoming("users")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.read(CONSUMER, records, UserFact.class).chain(this::keep);
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
