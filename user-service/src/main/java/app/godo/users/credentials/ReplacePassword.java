package app.godo.users.credentials;

import app.godo.users.letters.LetterTokens;
import app.godo.users.mail.Letter;
import app.godo.users.session.EndSessions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Sets another password, and closes every door that the last one may have opened to somebody else. */
@Singleton
class ReplacePassword {

    private static final String REPLACE = """
            insert into credentials (user_id, password_hash, changed_at) values ($1, $2, $3)
            on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at""";

    private final EndSessions endSessions;
    private final LetterTokens letters;
    private final Clock clock;

    ReplacePassword(EndSessions endSessions, LetterTokens letters, Clock clock) {
        this.endSessions = endSessions;
        this.letters = letters;
        this.clock = clock;
    }

    /**
     * In a transaction that holds the account.
     *
     * @param kept the session that goes on, null for none
     * @param inHand the hash of the secret of the device that this is done on, null when it has none
     * @return the sessions that ended
     */
    Uni<List<UUID>> handle(SqlConnection tx, UUID userId, String hash, UUID kept, Buffer inHand, String reason) {
        return tx.preparedQuery(REPLACE)
                .execute(Tuple.of(userId, hash, clock.instant().atOffset(ZoneOffset.UTC)))
                .chain(() -> letters.voidAll(tx, userId))
                .chain(() -> endSessions.forgetDevices(tx, userId, kept, inHand))
                .chain(() -> endSessions.allBut(tx, userId, kept, reason));
    }

    /** To whoever should know when it was somebody else. */
    static Letter letter(String email) {
        return new Letter(email, "Your password was changed", """
                The password of your Godo account was changed just now, and other sessions have ended.

                If it was not you, ask for another password at once: whoever did it is signed out by that.
                """);
    }
}
