package app.godo.social.activity;

import app.godo.social.standing.Rows;
import app.godo.wire.events.EventRows;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads where others go. Whose and which is {@code events.calendar_of} and {@code events.friends_activity}. */
@ApplicationScoped
class Outings {

    private static final String SHOWS = "select events.shows_calendar($1, $2) as shown";

    /** What was merged stands where the Event stands that took its place. */
    private static final String CALENDAR = """
            select card.*, mine.event_id as in_calendar, mine.begins, mine.status as their_status
              from events.calendar_of($1, $2, $3, $4) as mine
              join events.event_cards as entered on entered.id = mine.event_id
              join events.event_cards as card on card.id = coalesce(entered.merged_into, entered.id)
             order by mine.begins, mine.event_id""";

    private static final String ACTIVITY = """
            select card.*, told.user_id, told.event_id as told_event, told.at, person.full_name, person.profile_image_url
              from events.friends_activity($1, $2, $3, $4) as told
              join events.event_cards as entered on entered.id = told.event_id
              join events.event_cards as card on card.id = coalesce(entered.merged_into, entered.id)
              left join lateral (
                   select full_name, profile_image_url from users.people where id = told.user_id offset 0) as person on true
             order by told.at desc, told.user_id desc, told.event_id desc""";

    private final Transactions transactions;
    private final Cursors cursors;
    private final Clock clock;

    Outings(Transactions transactions, Cursors cursors, Clock clock) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** An item with its place in the list. */
    private record Placed<T>(T item, String... place) {}

    Uni<Page<CalendarItem>> calendar(UUID caller, UUID person, int limit, String cursor) {
        var question = "calendar of %s for %s".formatted(person, caller);
        var after = cursor == null ? List.<String>of() : cursors.decode(question, cursor);
        var parameters = Tuple.of(
                person,
                after.isEmpty() ? clock.instant().atOffset(ZoneOffset.UTC) : OffsetDateTime.parse(after.get(0)),
                after.isEmpty() ? null : UUID.fromString(after.get(1)),
                limit + 1);
        return transactions
                .sqlAsCaller(caller, transaction -> shown(transaction, caller, person)
                        .chain(() -> transaction.preparedQuery(CALENDAR).execute(parameters)))
                .map(rows -> Rows.all(rows, Outings::inCalendar))
                .map(items -> page(items, limit, question));
    }

    Uni<Page<ActivityItem>> ofFriends(UUID caller, int limit, String cursor) {
        var question = "activity of the friends of " + caller;
        var after = cursor == null ? List.<String>of() : cursors.decode(question, cursor);
        var parameters = Tuple.of(
                after.isEmpty() ? null : OffsetDateTime.parse(after.get(0)),
                after.isEmpty() ? null : UUID.fromString(after.get(1)),
                after.isEmpty() ? null : UUID.fromString(after.get(2)),
                limit + 1);
        return transactions
                .statementAsCaller(caller, ACTIVITY, parameters)
                .map(rows -> Rows.all(rows, Outings::told))
                .map(items -> page(items, limit, question));
    }

    /** A calendar that is not shown to the caller is not there. */
    private static Uni<Void> shown(SqlConnection transaction, UUID caller, UUID person) {
        return transaction
                .preparedQuery(SHOWS)
                .execute(Tuple.of(caller, person))
                .invoke(rows ->
                        Refusal.when(!rows.iterator().next().getBoolean("shown"), () -> new NotFound("calendar")))
                .replaceWithVoid();
    }

    private <T> Page<T> page(List<Placed<T>> items, int limit, String question) {
        return Page.of(items, limit, last -> cursors.encode(question, last.place()))
                .map(Placed::item);
    }

    private static Placed<CalendarItem> inCalendar(Row row) {
        return new Placed<>(
                new CalendarItem(EventRows.view(row), row.getString("their_status")),
                row.getOffsetDateTime("begins").toString(),
                row.getUUID("in_calendar").toString());
    }

    private static Placed<ActivityItem> told(Row row) {
        return new Placed<>(
                new ActivityItem(
                        row.getUUID("user_id"),
                        row.getString("full_name"),
                        row.getString("profile_image_url"),
                        EventRows.view(row),
                        Rows.instant(row, "at")),
                row.getOffsetDateTime("at").toString(),
                row.getUUID("user_id").toString(),
                row.getUUID("told_event").toString());
    }
}
