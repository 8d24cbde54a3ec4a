package app.godo.social.chat;

import app.godo.social.standing.Rows;
import app.godo.social.standing.Standings;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads what was said since the caller joined, without what comes from across a block. */
@ApplicationScoped
class Messages {

    private static final String PAGE = "select " + MessageView.COLUMNS
            + " from group_messages where group_id = $1 and seq %1$s $2 order by seq %2$s limit $3";

    static final String BEFORE = PAGE.formatted("<", "desc");
    static final String AFTER = PAGE.formatted(">", "asc");

    private static final String ONE =
            "select " + MessageView.COLUMNS + " from group_messages where group_id = $1 and id = $2";

    private static final String NEWER = "newer";
    private static final String OLDER = "older";

    private final Transactions transactions;
    private final Standings standings;
    private final Cursors cursors;

    Messages(Transactions transactions, Standings standings, Cursors cursors) {
        this.transactions = transactions;
        this.standings = standings;
        this.cursors = cursors;
    }

    /** From where on, and which way. */
    private record Place(String direction, long seq) {
        static final Place END = new Place(OLDER, Long.MAX_VALUE);
    }

    Uni<Optional<MessageView>> one(SqlConnection transaction, UUID group, UUID id) {
        return transaction
                .preparedQuery(ONE)
                .execute(Tuple.of(group, id))
                .map(Rows::first)
                .map(found -> found.map(MessageView::of));
    }

    /** Older ones come newest first, newer ones oldest first: the next page goes on the same way. */
    Uni<Page<MessageView>> page(UUID caller, UUID group, UUID before, UUID after, int limit, String cursor) {
        Refusal.when(
                before != null && after != null,
                () -> new InvalidField("?after", "one-of-two", "Ask for what is before a message or after one."));
        var question = "messages of %s for %s".formatted(group, caller);
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(() -> place(transaction, group, before, after, question, cursor))
                .chain(place -> read(transaction, group, place, limit)
                        .map(rows -> Page.of(
                                rows,
                                limit,
                                last -> cursors.encode(question, place.direction(), Long.toString(last.seq()))))));
    }

    private Uni<Place> place(
            SqlConnection transaction, UUID group, UUID before, UUID after, String question, String cursor) {
        if (cursor != null) {
            var parts = cursors.decode(question, cursor);
            return Uni.createFrom().item(new Place(parts.get(0), Long.parseLong(parts.get(1))));
        }
        if (before == null && after == null) {
            return Uni.createFrom().item(Place.END);
        }
        return one(transaction, group, before == null ? after : before)
                .map(found -> found.orElseThrow(() -> new NotFound("message")))
                .map(message -> new Place(before == null ? NEWER : OLDER, message.seq()));
    }

    private static Uni<List<MessageView>> read(SqlConnection transaction, UUID group, Place place, int limit) {
        return transaction
                .preparedQuery(place.direction().equals(NEWER) ? AFTER : BEFORE)
                .execute(Tuple.of(group, place.seq(), limit + 1))
                .map(rows -> Rows.all(rows, MessageView::of));
    }
}
