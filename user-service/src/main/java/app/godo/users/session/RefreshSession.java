package app.godo.users.session;

import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.users.secrets.OpaqueToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Exchanges a refresh token (RFC 9700, 4.14.2). A session has one line of tokens: who presents the current one gets the next;
 * who presents its parent again gets the same, for an answer may be lost in a tunnel; anything else that was used before means a
 * copy, and ends the session.
 */
@Singleton
class RefreshSession {

    private static final String LOCK = """
            select s.id as session_id, s.expires_at, s.revoked_at is null and u.is_active as usable,
                u.id as user_id, u.email, u.full_name, u.roles
            from refresh_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
            where t.token_hash = $1
            for update of s""";

    private static final String REVOKE = """
            update sessions set revoked_at = $2, revoked_reason = 'refresh-token-reused' where id = $1""";

    private final Transactions transactions;
    private final RefreshTokens tokens;
    private final EndSessions endSessions;
    private final SessionEnds ends;
    private final SecurityLog securityLog;
    private final Mail mail;
    private final SessionConfig config;
    private final Clock clock;

    RefreshSession(
            Transactions transactions,
            RefreshTokens tokens,
            EndSessions endSessions,
            SessionEnds ends,
            SecurityLog securityLog,
            Mail mail,
            SessionConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.endSessions = endSessions;
        this.ends = ends;
        this.securityLog = securityLog;
        this.mail = mail;
        this.config = config;
        this.clock = clock;
    }

    /** How it went. A refusal thrown inside the transaction would take back the end of the session with it. */
    private sealed interface Outcome {
        record Renewed(SignedIn signedIn) implements Outcome {}

        record Over() implements Outcome {}

        record Reused(Account account, UUID sessionId) implements Outcome {}
    }

    Uni<SignedIn> handle(String presented) {
        var token = new OpaqueToken(presented);
        return transactions.sqlAsWorker(tx -> exchange(tx, token)).chain(this::answer);
    }

    private Uni<SignedIn> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Renewed renewed -> Uni.createFrom().item(renewed.signedIn());
            case Outcome.Over over -> Uni.createFrom().failure(new RefreshTokenInvalid());
            case Outcome.Reused reused -> {
                securityLog.note("refresh-token-reused", reused.account().id(), reused.sessionId(), "session-ended");
                tell(reused.account());
                yield ends.deny(List.of(reused.sessionId()))
                        .chain(() -> Uni.createFrom().failure(new RefreshTokenReused()));
            }
        };
    }

    private Uni<Outcome> exchange(SqlConnection tx, OpaqueToken token) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(token.hash())).chain(rows -> {
            var found = rows.iterator();
            if (!found.hasNext()) {
                return Uni.createFrom().item(new Outcome.Over());
            }
            var session = LockedSession.of(found.next());
            var now = clock.instant();
            return session.over(now)
                    ? Uni.createFrom().item(new Outcome.Over())
                    // a statement of its own: the first one saw the tokens as they were before it waited for the lock
                    : tokens.find(tx, token).chain(presented -> judge(tx, session, presented, now));
        });
    }

    private Uni<Outcome> judge(SqlConnection tx, LockedSession session, PresentedToken presented, Instant now) {
        return switch (presented.verdict(now, config.grace())) {
            case ROTATE -> tokens.rotate(tx, session, presented, now).map(child -> renewed(session, child));
            case REPEAT -> Uni.createFrom().item(renewed(session, tokens.successor(presented)));
            case EXPIRED -> Uni.createFrom().item(new Outcome.Over());
            case REUSED -> revoke(tx, session, now);
        };
    }

    private static Outcome renewed(LockedSession session, OpaqueToken token) {
        return new Outcome.Renewed(new SignedIn(session.account(), session.id(), token, null));
    }

    private Uni<Outcome> revoke(SqlConnection tx, LockedSession session, Instant now) {
        var user = session.account().id();
        return tx.preparedQuery(REVOKE)
                .execute(Tuple.of(session.id(), now.atOffset(ZoneOffset.UTC)))
                .chain(() -> endSessions.forgetDevice(tx, user, session.id()))
                .chain(() -> ends.tell(tx, user, List.of(session.id()), "refresh-token-reused"))
                .replaceWith(new Outcome.Reused(session.account(), session.id()));
    }

    /** Once: what comes after it is presented to a session that is over. */
    private void tell(Account account) {
        mail.post(new Letter(account.email(), "A session of yours was ended", """
                Somebody may have a copy of what one of your devices stays signed in to Godo by: it was used from two places. That \
                session has ended, so sign in again on that device.

                If you do not know what happened, choose another password: that ends every session.
                """));
    }
}
