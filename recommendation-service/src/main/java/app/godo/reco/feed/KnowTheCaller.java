package app.godo.reco.feed;

import app.godo.reco.company.Companies;
import app.godo.reco.company.Company;
import app.godo.reco.tastes.BuildTaste;
import app.godo.reco.tastes.ReadCorrections;
import app.godo.reco.tastes.SwipedEvents;
import app.godo.reco.tastes.Taste;
import app.godo.reco.tastes.Tastes;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What there is to know of the caller at this moment: their taste, by one round trip to Redis, and their surroundings, from
 * memory or by one query. Redis is believed only as far as the database does not know better: a taste that is not all there, or
 * without a swipe that came in a while ago, is built from the database before anything is dealt.
 */
@ApplicationScoped
class KnowTheCaller {

    /** Something may be learned while a taste is built; more than once is bad luck. */
    private static final int MOST_BUILDS = 3;

    /** A swipe younger than this is still on its way through Kafka. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    private static final int UUID7_MILLIS_SHIFT = 16;

    private final Tastes tastes;
    private final BuildTaste buildTaste;
    private final SwipedEvents swipedEvents;
    private final ReadCorrections readCorrections;
    private final Companies companies;
    private final Clock clock;

    KnowTheCaller(
            Tastes tastes,
            BuildTaste buildTaste,
            SwipedEvents swipedEvents,
            ReadCorrections readCorrections,
            Companies companies,
            Clock clock) {
        this.tastes = tastes;
        this.buildTaste = buildTaste;
        this.swipedEvents = swipedEvents;
        this.readCorrections = readCorrections;
        this.companies = companies;
        this.clock = clock;
    }

    /** @param also Redis' answer to the other request, null when it found nothing or is away */
    record Known(Taste taste, Company company, Response also) {
        boolean degraded() {
            return !taste.known() || !company.known();
        }
    }

    /** @param also what else is wanted from Redis, null for nothing */
    Uni<Known> handle(UUID userId, Request also) {
        return know(userId, also, MOST_BUILDS).onFailure().recoverWithUni(failure -> withoutTaste(userId, failure));
    }

    private Uni<Known> know(UUID userId, Request also, int builds) {
        return Uni.combine()
                .all()
                .unis(tastes.of(userId, also), companies.of(userId))
                .asTuple()
                .chain(read -> {
                    var taste = read.getItem1().taste();
                    var company = read.getItem2();
                    if (taste != null && !lacks(taste, company.lastSwipe())) {
                        return Uni.createFrom()
                                .item(new Known(taste, company, read.getItem1().also()));
                    }
                    if (builds == 0) {
                        throw new IllegalStateException("a taste that is never built");
                    }
                    return buildTaste
                            .handle(userId, read.getItem1().revision())
                            .chain(() -> know(userId, also, builds - 1));
                });
    }

    private boolean lacks(Taste taste, UUID swipe) {
        return swipe != null
                && (taste.last() == null || taste.last().compareTo(swipe) < 0)
                && Instant.ofEpochMilli(swipe.getMostSignificantBits() >>> UUID7_MILLIS_SHIFT)
                        .isBefore(clock.instant().minus(ON_ITS_WAY));
    }

    /** Without Redis there is no taste, but what was swiped stays swiped. */
    private Uni<Known> withoutTaste(UUID userId, Throwable failure) {
        Log.warnf("a plain feed, the taste is not known: %s", failure);
        return Uni.combine()
                .all()
                .unis(
                        swipedEvents.of(userId).onFailure().transform(also -> new FeedUnavailable()),
                        readCorrections.of(userId).onFailure().transform(also -> new FeedUnavailable()),
                        companies.of(userId))
                .with((seen, said, company) -> new Known(Taste.unknown(seen, said), company, null));
    }
}
