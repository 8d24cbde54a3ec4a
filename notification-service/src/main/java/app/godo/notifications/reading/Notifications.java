package app.godo.notifications.reading;

import app.godo.notifications.NotificationView;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** The notifications of a caller. */
@ApplicationScoped
class Notifications {

    private static final String PAGE = """
            select %s from notifications n
            where n.user_id = $1 and n.state = 'shown'
              and ($2::uuid is null or n.id < $2) and (not $3 or n.read_at is null)
            order by n.id desc limit $4""".formatted(NotificationView.COLUMNS);

    private static final String UNREAD = """
            select count(*) from notifications where user_id = $1 and state = 'shown' and read_at is null""";

    private static final String READ = """
            update notifications set read_at = now()
            where user_id = $1 and state = 'shown' and read_at is null and (id = any($2) or id <= $3)""";

    private final Transactions transactions;
    private final Cursors cursors;

    Notifications(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<NotificationPage> page(UUID caller, boolean unreadOnly, int limit, String cursor) {
        var question = "notifications of %s, unread only: %s".formatted(caller, unreadOnly);
        var after = cursor == null
                ? null
                : UUID.fromString(cursors.decode(question, cursor).getFirst());
        return transactions.sqlAsCaller(caller, sql -> sql.preparedQuery(PAGE)
                .mapping(NotificationView::of)
                .execute(Tuple.of(caller, after, unreadOnly, limit + 1))
                .map(rows -> Page.of(
                        StreamSupport.stream(rows.spliterator(), false).toList(),
                        limit,
                        last -> cursors.encode(question, last.id().toString())))
                .chain(page -> unread(sql, caller)
                        .map(unread -> new NotificationPage(page.items(), page.nextCursor(), page.hasMore(), unread))));
    }

    /**
     * What marking did.
     *
     * @param changed how many were not read before
     * @param unread how many are left
     */
    record Marked(int changed, long unread) {}

    Uni<Marked> markRead(UUID caller, MarkReadRequest request) {
        var ids = request.ids() == null ? new UUID[0] : request.ids().toArray(UUID[]::new);
        return transactions.sqlAsCaller(caller, sql -> sql.preparedQuery(READ)
                .execute(Tuple.of(caller, ids, request.upTo()))
                .chain(marked -> unread(sql, caller).map(unread -> new Marked(marked.rowCount(), unread))));
    }

    private static Uni<Long> unread(SqlConnection sql, UUID caller) {
        return sql.preparedQuery(UNREAD)
                .execute(Tuple.of(caller))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
