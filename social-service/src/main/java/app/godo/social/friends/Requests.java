package app.godo.social.friends;

import app.godo.social.standing.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** The statements behind asking somebody to be friends; races are settled by the pair's one row. */
@ApplicationScoped
class Requests {

    /** Makes the pair's row, or agrees to it when the other made it; nothing across a block. */
    private static final String ASK = """
            insert into friendships as pair (id, low, high, requested_by)
            select $1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), $2
             where not (select social.blocked_between($2, $3))
            on conflict (low, high) do update
               set status = case when pair.requested_by = excluded.requested_by then pair.status else 'accepted' end,
                   accepted_at = case when pair.requested_by = excluded.requested_by then pair.accepted_at
                                      else coalesce(pair.accepted_at, now()) end
            returning pair.id, pair.status, old.status as was, pair.requested_by, pair.created_at""";

    /** The row of the person stays locked until the end: two requests at once are counted one after the other. */
    private static final String COUNT_TODAY = """
            insert into request_allowances as mine (user_id, day, made) values ($1, $2, 1)
            on conflict (user_id) do update
               set day = excluded.day, made = case when mine.day = excluded.day then mine.made + 1 else 1 end
            returning made""";

    private static final String STANDING = """
            select social.may_ask($1, $2) as here,
                   (select count(*) from friendships where requested_by = $1 and status = 'pending') as unanswered,
                   exists (select from declined_requests
                            where requester = $1 and decliner = $2
                              and declined_at > now() - interval '30 days') as declined_lately""";

    /** A request that was declined is made anew by repeating it when the cool-down is over. */
    private static final String ASK_ANEW = """
            update friendships as pair set requested_at = now()
             where id = $1 and exists (
                   select from declined_requests as no
                    where no.requester = $2 and no.decliner = $3
                      and no.declined_at <= now() - interval '30 days'
                      and pair.requested_at < no.declined_at + interval '30 days')""";

    private static final String FORGIVE = "delete from declined_requests where requester = $1 and decliner = $2";

    /**
     * The pair's row after the caller asked.
     *
     * @param was its status before, null when it was made just now
     */
    record Asked(FriendRequestView view, String was, UUID requestedBy) {}

    /** How the caller stands with the other, and with everyone. */
    record Standing(boolean here, long unanswered, boolean declinedLately) {}

    Uni<Optional<Asked>> ask(SqlConnection transaction, UUID id, UUID caller, UUID other) {
        return transaction
                .preparedQuery(ASK)
                .execute(Tuple.of(id, caller, other))
                .map(Rows::first)
                .map(found -> found.map(row -> asked(row, other)))
                .onFailure()
                .transform(Pairs::noSuchPerson);
    }

    Uni<Integer> countToday(SqlConnection transaction, UUID caller, LocalDate day) {
        return transaction
                .preparedQuery(COUNT_TODAY)
                .execute(Tuple.of(caller, day))
                .map(rows -> rows.iterator().next().getInteger("made"));
    }

    Uni<Standing> standing(SqlConnection transaction, UUID caller, UUID other) {
        return transaction
                .preparedQuery(STANDING)
                .execute(Tuple.of(caller, other))
                .map(rows -> rows.iterator().next())
                .map(row -> new Standing(
                        row.getBoolean("here"), row.getLong("unanswered"), row.getBoolean("declined_lately")));
    }

    Uni<Boolean> askAnew(SqlConnection transaction, UUID id, UUID caller, UUID other) {
        return transaction
                .preparedQuery(ASK_ANEW)
                .execute(Tuple.of(id, caller, other))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> forgive(SqlConnection transaction, UUID requester, UUID decliner) {
        return transaction
                .preparedQuery(FORGIVE)
                .execute(Tuple.of(requester, decliner))
                .replaceWithVoid();
    }

    private static Asked asked(Row row, UUID other) {
        var view = new FriendRequestView(
                row.getUUID("id"),
                other,
                row.getString("status"),
                row.getOffsetDateTime("created_at").toInstant());
        return new Asked(view, row.getString("was"), row.getUUID("requested_by"));
    }
}
