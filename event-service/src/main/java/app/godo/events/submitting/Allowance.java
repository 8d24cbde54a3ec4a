package app.godo.events.submitting;

import app.godo.wire.problem.Refusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * How many Events or series an author may submit in a day, as long as none of theirs was ever approved. Joins the author's transaction and
 * lets only one of them at a time go on, so that many at once are not each the fifth.
 */
@ApplicationScoped
class Allowance {

    private static final long A_DAY = 5;

    private static final String ONE_BY_ONE =
            "select cast(pg_advisory_xact_lock(hashtextextended('submits ' || ?1, 0)) as text)";

    private static final String SUBMITTED = """
            select count(distinct coalesce(series_id, id)), coalesce(cast(86400 - extract(epoch from now() - min(created_at)) as bigint), 0)
              from events
             where created_by_user_id = cast(?1 as uuid) and created_at > now() - interval '1 day'
               and not exists (
                   select from events
                    where created_by_user_id = cast(?1 as uuid) and moderation_status = 'approved')""";

    /** @throws TooManyEvents when the day's are used up */
    Uni<Void> take(UUID author) {
        return Panache.getSession()
                .call(session -> session.createNativeQuery(ONE_BY_ONE, String.class)
                        .setParameter(1, author.toString())
                        .getSingleResult())
                .chain(session -> session.createNativeQuery(SUBMITTED, Object[].class)
                        .setParameter(1, author.toString())
                        .getSingleResult())
                .invoke(row -> Refusal.when(
                        (Long) row[0] >= A_DAY, () -> new TooManyEvents(Duration.ofSeconds((Long) row[1]))))
                .replaceWithVoid();
    }
}
