package app.godo.social.chat;

import app.godo.social.standing.Rows;
import app.godo.social.standing.Standings;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** How far a member has read, on all their devices; it never goes back. Nobody else learns of it. */
@ApplicationScoped
class ReadUpTo {

    private static final String READ = """
            insert into read_cursors as mine (group_id, user_id, last_seq) values ($1, $2, $3)
            on conflict (group_id, user_id) do update set last_seq = excluded.last_seq
             where mine.last_seq < excluded.last_seq""";

    static final String STANDS = """
            select coalesce(mine.last_seq, 0) as last_seq,
                   (select count(*)::int from (
                        select from group_messages as m
                         where m.group_id = $1 and m.seq > coalesce(mine.last_seq, 0)
                           and m.author <> $2 and m.deleted_at is null
                         order by m.seq limit 100) as unread) as unread_count
              from (select) as here
              left join read_cursors as mine on mine.group_id = $1 and mine.user_id = $2""";

    private final Transactions transactions;
    private final Standings standings;
    private final Messages messages;
    private final Outbox outbox;
    private final Clock clock;

    ReadUpTo(Transactions transactions, Standings standings, Messages messages, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.messages = messages;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<ReadView> stands(UUID caller, UUID group) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(() -> stands(transaction, caller, group)));
    }

    Uni<ReadView> handle(UUID caller, UUID group, UUID upTo) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(() -> messages.one(transaction, group, upTo))
                .map(found -> found.orElseThrow(() -> new NotFound("message")))
                .chain(message -> read(transaction, caller, group, message.seq()))
                .chain(() -> stands(transaction, caller, group)));
    }

    private Uni<Void> read(SqlConnection transaction, UUID caller, UUID group, long seq) {
        return transaction
                .preparedQuery(READ)
                .execute(Tuple.of(group, caller, seq))
                .map(rows -> rows.rowCount() == 0
                        ? List.<GroupFact>of()
                        : List.of(new GroupFact.MessagesRead(Ids.next(), clock.instant(), group, caller, seq)))
                .chain(facts -> outbox.append(transaction, facts));
    }

    private static Uni<ReadView> stands(SqlConnection transaction, UUID caller, UUID group) {
        return transaction
                .preparedQuery(STANDS)
                .execute(Tuple.of(group, caller))
                .map(rows -> Rows.first(rows).orElseThrow())
                .map(row -> new ReadView(row.getLong("last_seq"), row.getInteger("unread_count")));
    }
}
