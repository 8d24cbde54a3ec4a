package app.godo.events.attendance;

import app.godo.wire.events.PublicCount;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads what a person said of an Event, with the notes that are for nobody else. */
@ApplicationScoped
class MyAttendanceQuery {

    private static final String MINE = """
            select mine.id, mine.event_id, mine.status, mine.visibility, mine.group_id, mine.notes_cipher, mine.offer_expires_at,
                   waitlist_position(card.id, $2) as position, card.current_attendees, card.capacity,
                   card.counts_exactly
              from event_cards as card
              join attendance as mine on mine.event_id = card.id and mine.user_id = $2
             where card.id = (select events.surviving($1))""";

    private final Transactions transactions;
    private final Notes notes;

    MyAttendanceQuery(Transactions transactions, Notes notes) {
        this.transactions = transactions;
        this.notes = notes;
    }

    Uni<AttendanceView> of(UUID caller, UUID eventId) {
        return transactions
                .statementAsCaller(caller, MINE, Tuple.of(eventId, caller))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new NotFound("attendance");
                    }
                    return view(rows.iterator().next());
                });
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private AttendanceView view(Row row) {
        var sealed = row.getBuffer("notes_cipher");
        return new AttendanceView(
                row.getUUID("event_id"),
                row.getString("status"),
                row.getString("visibility"),
                row.getUUID("group_id"),
                sealed == null ? null : notes.open(row.getUUID("id"), sealed.getBytes()),
                row.getInteger("position"),
                instant(row.getOffsetDateTime("offer_expires_at")),
                Status.of(row.getString("status")).holdsSeat() ? row.getUUID("id") : null,
                row.getBoolean("counts_exactly")
                        ? row.getInteger("current_attendees")
                        : PublicCount.ofSeats(
                                row.getInteger("current_attendees"),
                                row.getInteger("capacity"),
                                row.getString("status")),
                row.getInteger("capacity"));
    }
}
