package app.godo.social.invites;

import app.godo.wire.rows.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

/** Invites that ran out are over, and what has been over for a quarter is forgotten. Every replica may; twice is once. */
@ApplicationScoped
class EndInvites {

    private static final String EXPIRE = """
            update group_invites set state = 'expired', responded_at = now()
             where id in (select id from group_invites
                           where state = 'pending' and expires_at <= now()
                           order by expires_at limit 1000 for update skip locked)""";

    private static final String FORGET = """
            delete from group_invites where id in (
                select id from group_invites
                 where state <> 'pending' and created_at < now() - interval '90 days' order by created_at limit 1000)""";

    private final Transactions transactions;

    EndInvites(Transactions transactions) {
        this.transactions = transactions;
    }

    @Scheduled(every = "5m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> end() {
        return transactions
                .deleteInPortions(EXPIRE, Tuple.tuple())
                .chain(() -> transactions.deleteInPortions(FORGET, Tuple.tuple()));
    }
}
