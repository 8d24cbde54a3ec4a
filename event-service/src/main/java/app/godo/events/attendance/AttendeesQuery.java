package app.godo.events.attendance;

import app.godo.events.attendance.Attendees.Attendee;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads who attends. Whom the caller may see is for the database to say, here as everywhere: for all of them at once. */
@ApplicationScoped
class AttendeesQuery {

    /** One row at least where the caller may see the Event. */
    private static final String PAGE = """
            with seen as materialized (
                select user_id, status from events.attendees((select events.surviving($1)))
            ), page as materialized (
                select user_id, status from seen where (status, user_id) > ($2, $3) order by status, user_id limit $4
            )
            select (select count(*) from seen where seen.status in ('going', 'attended'))::int as going,
                   page.user_id, person.full_name, page.status
              from event_cards as card
              left join page on true
              left join users.people as person on person.id = page.user_id
             where card.id = (select events.surviving($1))
             order by page.status, page.user_id""";

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
        return transactions.sqlAsCaller(caller, connection -> connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(eventId, after.get(0), UUID.fromString(after.get(1)), limit + 1))
                .map(rows -> {
                    Refusal.when(rows.rowCount() == 0, () -> new NotFound("event"));
                    return Attendees.of(
                            Page.of(
                                    attendees(rows),
                                    limit,
                                    last -> cursors.encode(
                                            question,
                                            last.status(),
                                            last.userId().toString())),
                            rows.iterator().next().getInteger("going"));
                }));
    }

    private static List<Attendee> attendees(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getUUID("user_id") != null)
                .map(AttendeesQuery::attendee)
                .toList();
    }

    private static Attendee attendee(Row row) {
        return new Attendee(row.getUUID("user_id"), row.getString("full_name"), row.getString("status"));
    }
}
