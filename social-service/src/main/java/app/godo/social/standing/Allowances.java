package app.godo.social.standing;

import app.godo.wire.problem.Refusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** How much of a kind a person may make in a day of UTC. What is refused for another reason is not counted. */
@ApplicationScoped
public class Allowances {

    /** What is counted, and the most of it. */
    public enum Kind {
        GROUP(10),
        INVITE(50),
        PLAN(30),
        REPORT(30);

        final int most;

        Kind(int most) {
            this.most = most;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The row of the person stays locked until the end: two at once are counted one after the other. */
    private static final String COUNT = """
            insert into group_allowances as mine (user_id, kind, day, made) values (%s, %s, %s, 1)
            on conflict (user_id, kind) do update
               set day = excluded.day, made = case when mine.day = excluded.day then mine.made + 1 else 1 end
            returning made""";

    private static final String SQL_COUNT = COUNT.formatted("$1", "$2", "$3");
    private static final String HIBERNATE_COUNT = COUNT.formatted("cast(?1 as uuid)", "?2", "?3");

    private final Clock clock;

    Allowances(Clock clock) {
        this.clock = clock;
    }

    /**
     * Joins a transaction in plain SQL.
     *
     * @throws TooMuchToday when the day's are used up
     */
    public Uni<Void> take(SqlConnection transaction, UUID person, Kind kind) {
        return transaction
                .preparedQuery(SQL_COUNT)
                .execute(Tuple.of(person, kind.word(), today()))
                .map(rows -> rows.iterator().next().getInteger("made"))
                .invoke(made -> refuse(made, kind))
                .replaceWithVoid();
    }

    /** The same in the transaction of Hibernate's session. */
    public Uni<Void> take(UUID person, Kind kind) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HIBERNATE_COUNT, Integer.class)
                        .setParameter(1, person.toString())
                        .setParameter(2, kind.word())
                        .setParameter(3, today())
                        .getSingleResult())
                .invoke(made -> refuse(made, kind))
                .replaceWithVoid();
    }

    private void refuse(int made, Kind kind) {
        var tomorrow = today().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        Refusal.when(made > kind.most, () -> new TooMuchToday(kind.most, Duration.between(clock.instant(), tomorrow)));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** The day's are used up. */
    static final class TooMuchToday extends Refusal {

        private final Duration untilTomorrow;

        TooMuchToday(int most, Duration untilTomorrow) {
            super(Refusal.Kind.TOO_MANY, "too-many-today", "You may make %d of these a day.".formatted(most));
            this.untilTomorrow = untilTomorrow;
        }

        @Override
        public Duration retryAfter() {
            return untilTomorrow;
        }
    }
}
