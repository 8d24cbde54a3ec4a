package app.godo.events.attendance;

import app.godo.events.attendance.Attendees.Attendee;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads who attends. Whom the caller may see is for row level security to say, here as everywhere. */
@ApplicationScoped
class AttendeesQuery {

    /** What is private is left out before the policy is asked, for it costs the policy most. */
    private static final String COUNT = """
            select (select count(*) from attendance as a
                     where a.event_id = card.id and a.status in ('going', 'attended')
                       and (a.visibility in ('friends', 'public') or a.user_id = $2))::int as going
              from event_cards as card where card.id = (select events.surviving($1))""";

    private static final String PAGE = """
            select a.user_id, person.full_name, a.status
              from attendance as a
              left join users.people as person on person.id = a.user_id
             where a.event_id = (select events.surviving($1)) and a.status in ('going', 'attended', 'interested', 'maybe')
               and (a.visibility in ('friends', 'public') or a.user_id = $2)
               and (a.status, a.user_id) > ($3, $4)
             order by a.status, a.user_id
             limit $5""";

    private static final List<String> BEGINNING = List.of("", new UUID(0, 0).toString());

    private final Transactions transactions;
    private final Cursors cursors;

    AttendeesQuery(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Attendees> of(UUID caller, UUID eventId, String cursor, int limit) {
        var question = "attendees of %s for %s".formatted(eventId, caller);
        var after = cursor == null ? BEGINNING : cursors.decode(question, cursor);
        return transactions.sqlAsCaller(caller, connection -> going(connection, eventId, caller)
                .chain(going -> page(connection, eventId, caller, after, limit)
                        .map(rows -> Attendees.of(
                                Page.of(
                                        rows,
                                        limit,
                                        last -> cursors.encode(
                                                question,
                                                last.status(),
                                                last.userId().toString())),
                                going))));
    }

    private static Uni<Integer> going(SqlConnection connection, UUID eventId, UUID caller) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(eventId, caller))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new NotFound("event");
                    }
                    return rows.iterator().next().getInteger("going");
                });
    }

    private static Uni<List<Attendee>> page(
            SqlConnection connection, UUID eventId, UUID caller, List<String> after, int limit) {
        return connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(eventId, caller, after.get(0), UUID.fromString(after.get(1)), limit + 1))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(AttendeesQuery::attendee)
                        .toList());
    }

    private static Attendee attendee(Row row) {
        return new Attendee(row.getUUID("user_id"), row.getString("full_name"), row.getString("status"));
    }
}
