package app.godo.users.letters;

import app.godo.users.person.VerificationConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * The tokens of letters to people who have an account. One works once, for a few minutes, for its purpose and its account; five
 * guesses at it and it is dead. A transaction that redeems one holds the account's row first, as everything does that changes
 * what opens an account.
 */
@Singleton
public class LetterTokens {

    /** Letters of a purpose to one account within the life of a token: nobody's mailbox is flooded. */
    private static final int MOST_LETTERS = 3;

    /** Whoever waited for it sees the mailbox that there is now. */
    private static final String HOLD_MAILBOX = """
            select id from users where id = $1 and email = $2 and (is_active or $3) for no key update""";

    private static final String ISSUE = """
            insert into email_tokens (id, user_id, purpose, token_hash, new_email, created_at, expires_at)
            select $1::uuid, $2::uuid, $3::text, $4::bytea, $5::text, $6::timestamptz, $7::timestamptz
            where (select count(*) from email_tokens where user_id = $2 and purpose = $3 and created_at > $8) < $9""";

    private static final String TRY = """
            with guessed as (
                update email_tokens set tries = tries + 1
                where id = $1 and purpose = $2 and token_hash <> $3 and used_at is null and tries < 5)
            select u.id, u.email, u.full_name, t.new_email from email_tokens t join users u on u.id = t.user_id
            where t.id = $1 and t.purpose = $2 and t.token_hash = $3
                and t.used_at is null and t.expires_at > $4 and t.tries < 5""";

    private static final String HOLD = "select id from users where id = $1 for no key update";

    private static final String REDEEM = """
            update email_tokens set used_at = $4
            where id = $1 and purpose = $2 and token_hash = $3 and used_at is null and expires_at > $4 and tries < 5""";

    /** No letter from before opens anything any more. */
    private static final String VOID = "update email_tokens set used_at = $2 where user_id = $1 and used_at is null";

    private final VerificationConfig config;
    private final Clock clock;

    LetterTokens(VerificationConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Whose letter it is. */
    public record Addressee(UUID id, String email, String fullName, String newEmail) {}

    /**
     * Keeps a token for a letter to this account, and holds the account: a change that is under way either ends this letter with
     * all others, or is seen by it.
     *
     * @param email the mailbox that the account had when this was asked for
     * @return whether there is to be a letter: not when there were enough of them, or the mailbox is another one by now
     */
    public Uni<Boolean> issue(
            SqlConnection tx, LetterToken token, Purpose purpose, UUID userId, String email, String newEmail) {
        return tx.preparedQuery(HOLD_MAILBOX)
                .execute(Tuple.of(userId, email, purpose == Purpose.RESET_PASSWORD))
                .chain(held -> held.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : keep(tx, token, purpose, userId, newEmail));
    }

    private Uni<Boolean> keep(SqlConnection tx, LetterToken token, Purpose purpose, UUID userId, String newEmail) {
        var now = now();
        return tx.preparedQuery(ISSUE)
                .execute(Tuple.tuple()
                        .addUUID(token.id())
                        .addUUID(userId)
                        .addString(purpose.word())
                        .addValue(token.hash())
                        .addString(newEmail)
                        .addOffsetDateTime(now)
                        .addOffsetDateTime(now.plus(config.emailTokenLife()))
                        .addOffsetDateTime(now.minus(config.emailTokenLife()))
                        .addInteger(MOST_LETTERS))
                .map(issued -> issued.rowCount() == 1);
    }

    /** Whose letter the token is from, as long as it holds; null otherwise, and a guess is counted. */
    public Uni<Addressee> addressee(SqlConnection tx, LetterToken token, Purpose purpose) {
        return tx.preparedQuery(TRY)
                .execute(Tuple.of(token.id(), purpose.word(), token.hash(), now()))
                .map(LetterTokens::first);
    }

    /** Takes the token for what it proves, and holds the account; false when somebody was quicker. */
    public Uni<Boolean> redeem(SqlConnection tx, LetterToken token, Purpose purpose, UUID userId) {
        return tx.preparedQuery(HOLD)
                .execute(Tuple.of(userId))
                .chain(held ->
                        tx.preparedQuery(REDEEM).execute(Tuple.of(token.id(), purpose.word(), token.hash(), now())))
                .map(redeemed -> redeemed.rowCount() == 1);
    }

    /** Ends every letter to the account that has not been opened. */
    public Uni<Void> voidAll(SqlConnection tx, UUID userId) {
        return tx.preparedQuery(VOID).execute(Tuple.of(userId, now())).replaceWithVoid();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Addressee first(RowSet<Row> rows) {
        var found = rows.iterator();
        return found.hasNext() ? addressee(found.next()) : null;
    }

    private static Addressee addressee(Row row) {
        return new Addressee(
                row.getUUID("id"), row.getString("email"), row.getString("full_name"), row.getString("new_email"));
    }
}
