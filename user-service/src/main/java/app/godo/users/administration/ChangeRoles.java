package app.godo.users.administration;

import app.godo.users.session.EndSessions;
import app.godo.users.session.SessionEnds;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.inject.Singleton;

/**
 * Gives somebody other roles. Roles are in access tokens, so the person's sessions end and the next sign-in brings the new ones:
 * what was taken away is gone as soon as the sessions are.
 */
@Singleton
class ChangeRoles {

    private static final String REASON = "roles-changed";

    /** One change at a time: two admins who take the role off each other would leave none. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended('users.roles', 0))";

    private static final String FIND = """
            select roles, (select is_active and 'admin' = any (roles) from users where id = $2) as by_admin
            from users where id = $1 for no key update""";

    /** Whoever changes rights is written down by the database. */
    private static final String SAY_WHO = "select set_config('godo.changed_by', $1, true)";

    private static final String CHANGE = "update users set roles = $2 where id = $1";

    private final Transactions transactions;
    private final EndSessions endSessions;
    private final SessionEnds ends;
    private final SecurityLog securityLog;

    ChangeRoles(Transactions transactions, EndSessions endSessions, SessionEnds ends, SecurityLog securityLog) {
        this.transactions = transactions;
        this.endSessions = endSessions;
        this.ends = ends;
        this.securityLog = securityLog;
    }

    /** The roles there are then; everybody keeps that of a user. */
    Uni<List<String>> handle(AccessToken admin, UUID userId, Set<Role> roles) {
        // an admin who takes the role off the last admin would lock everybody out
        Refusal.when(admin.userId().equals(userId) && !roles.contains(Role.ADMIN), OwnRole::new);
        var words = roles.stream().map(Role::word).collect(Collectors.toCollection(TreeSet::new));
        words.add(Role.USER.word());
        return transactions
                .sqlAsWorker(tx -> change(tx, admin, userId, List.copyOf(words)))
                .chain(ends::deny)
                .invoke(() -> securityLog.note(REASON, userId, null, "by " + admin.userId()))
                .replaceWith(List.copyOf(words));
    }

    private Uni<List<UUID>> change(SqlConnection tx, AccessToken admin, UUID userId, List<String> roles) {
        return tx.preparedQuery(ONE_AT_A_TIME)
                .execute()
                .chain(() -> tx.preparedQuery(FIND).execute(Tuple.of(userId, admin.userId())))
                .invoke(found -> Refusal.when(
                        found.rowCount() == 0
                                || !Boolean.TRUE.equals(found.iterator().next().getBoolean("by_admin")),
                        () -> new NotFound("user")))
                .map(found -> Set.copyOf(List.of(found.iterator().next().getArrayOfStrings("roles"))))
                .chain(before -> before.equals(Set.copyOf(roles))
                        ? Uni.createFrom().item(List.<UUID>of())
                        : set(tx, admin, userId, roles));
    }

    private Uni<List<UUID>> set(SqlConnection tx, AccessToken admin, UUID userId, List<String> roles) {
        return tx.preparedQuery(SAY_WHO)
                .execute(Tuple.of(admin.userId().toString()))
                .chain(() -> tx.preparedQuery(CHANGE).execute(Tuple.of(userId, roles.toArray(String[]::new))))
                .chain(() -> endSessions.allBut(tx, userId, null, REASON));
    }
}
