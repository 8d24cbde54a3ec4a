package app.godo.reco.learned;

import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.tastes.Tastes;
import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Keeps what people say of what was learned of them. Each ends by having the vector built anew: the very next feed, whichever replica
 * serves it, goes by what was said. If that cannot be asked for, the caller is told to try again, which changes nothing else.
 */
@ApplicationScoped
class Corrected {

    /** Of each kind; the oldest go. */
    static final int MOST_TURNED_AWAY = 200;

    static final int MOST_EVENTS_OF_A_VENUE = 50;

    private static final String NO_LONGER = """
            delete from reco.learned_preferences
             where user_id = $1 and facet not in ('less', 'venue')
               and (facet, value) not in (select * from unnest($2::text[], $3::text[]))""";

    private static final String SAY = """
            insert into reco.learned_preferences (user_id, facet, value, score)
            select $1, said.* from unnest($2::text[], $3::text[], $4::real[]) as said
                on conflict (user_id, facet, value) do update set score = excluded.score""";

    private static final String LESS = """
            insert into reco.learned_preferences (user_id, facet, value, score, about) values ($1, 'less', $2, 0, $3)
                on conflict (user_id, facet, value) do update set about = excluded.about""";

    private static final String NOT_LESS = """
            delete from reco.learned_preferences where user_id = $1 and facet = 'less' and value = $2""";

    private static final String NOT_THERE = """
            insert into reco.learned_preferences as held (user_id, facet, value, score, about)
            values ($1, 'venue', md5($2), 0, array[$3, $4])
                on conflict (user_id, facet, value) do update set about = held.about || $4::text
             where not $4 = any (held.about) and cardinality(held.about) <= $5""";

    private static final String THERE_AGAIN = """
            delete from reco.learned_preferences where user_id = $1 and facet = 'venue' and $2 = any (about)""";

    private static final String LET_GO = """
            delete from reco.learned_preferences where user_id = $1 and facet = $2 and value in (
                select value from reco.learned_preferences where user_id = $1 and facet = $2
                 order by updated_at desc, value offset $3)""";

    private static final String FORGET_SAID = "delete from reco.learned_preferences where user_id = $1";

    private static final String FORGET_LEARNED = """
            insert into reco.user_sensitivities (user_id, learned_since) values ($1, clock_timestamp())
                on conflict (user_id) do update set learned_since = excluded.learned_since""";

    private final Transactions transactions;
    private final Tastes tastes;

    Corrected(Transactions transactions, Tastes tastes) {
        this.transactions = transactions;
        this.tastes = tastes;
    }

    /** All that they say of what they like. */
    Uni<Void> say(UUID userId, List<CorrectionsRequest.Correction> said) {
        var facets = said.stream().map(CorrectionsRequest.Correction::facet).toArray(String[]::new);
        var values = said.stream().map(CorrectionsRequest.Correction::value).toArray(String[]::new);
        var scores = said.stream().map(one -> (float) ((one.liking() + 1) / 2)).toArray(Float[]::new);
        return change(userId, tx -> tx.preparedQuery(NO_LONGER)
                .execute(Tuple.of(userId, facets, values))
                .chain(() -> tx.preparedQuery(SAY).execute(Tuple.of(userId, facets, values, scores)))
                .replaceWithVoid());
    }

    /** Less like this Event, and not this one. */
    Uni<Void> less(UUID userId, UUID eventId, List<String> facets) {
        return change(userId, tx -> tx.preparedQuery(LESS)
                .execute(Tuple.of(userId, eventId.toString(), facets.toArray(String[]::new)))
                .chain(() -> letGo(tx, userId, "less")));
    }

    Uni<Void> notLess(UUID userId, UUID eventId) {
        return change(userId, tx -> tx.preparedQuery(NOT_LESS)
                .execute(Tuple.of(userId, eventId.toString()))
                .replaceWithVoid());
    }

    /** Nothing at the venue of this Event. */
    Uni<Void> notThere(UUID userId, UUID eventId, String venue) {
        return change(userId, tx -> tx.preparedQuery(NOT_THERE)
                .execute(Tuple.of(
                        userId, LiveEvent.venueNamed(venue), venue, eventId.toString(), MOST_EVENTS_OF_A_VENUE))
                .chain(() -> letGo(tx, userId, "venue")));
    }

    Uni<Void> thereAgain(UUID userId, UUID eventId) {
        return change(userId, tx -> tx.preparedQuery(THERE_AGAIN)
                .execute(Tuple.of(userId, eventId.toString()))
                .replaceWithVoid());
    }

    /** Nothing that was learned or said counts any more. */
    Uni<Void> forget(UUID userId) {
        return change(userId, tx -> tx.preparedQuery(FORGET_SAID)
                .execute(Tuple.of(userId))
                .chain(() -> tx.preparedQuery(FORGET_LEARNED).execute(Tuple.of(userId)))
                .replaceWithVoid());
    }

    private static Uni<Void> letGo(SqlConnection transaction, UUID userId, String facet) {
        return transaction
                .preparedQuery(LET_GO)
                .execute(Tuple.of(userId, facet, MOST_TURNED_AWAY))
                .replaceWithVoid();
    }

    private Uni<Void> change(UUID userId, Function<SqlConnection, Uni<Void>> work) {
        return transactions.sqlAsCaller(userId, work).chain(() -> tastes.doubt(userId)
                .onFailure()
                .invoke(away -> Log.warnf("a correction is kept and not yet heeded: %s", away))
                .onFailure()
                .transform(away -> new TasteUnavailable()));
    }
}
