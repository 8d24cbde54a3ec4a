package app.godo.users.verification;

import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.users.session.SessionEnds;
import app.godo.wire.facts.UserFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.Refusal;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/**
 * Makes a signup whose letter was opened the account of its mailbox. Who opened another letter of the same mailbox before (it
 * was a stranger's) is made up for: the latest one opened counts, and the sessions from before end.
 */
@Singleton
class ProveSignup {

    private static final String TAKE = """
            delete from signups where token_hash = $1 and expires_at > $2
            returning id, email, password_hash, full_name, birth_date_cipher, location_neighborhood, tastes""";

    private static final String FIND = """
            select id, is_active from users where email_key = lower($1) for update""";

    private static final String JOIN = """
            with joined as (
                insert into users (
                    id, email, full_name, birth_date_cipher, location_neighborhood, tastes, email_verified_at)
                values ($1, $2, $3, $4, $5, $6, $8)
                on conflict (email_key) do nothing
                returning id)
            insert into credentials (user_id, password_hash) select id, $7::text from joined""";

    private static final String REPLACE = """
            with person as (
                update users set email = $2, full_name = $3, birth_date_cipher = $4, location_neighborhood = $5, tastes = $6,
                    email_verified_at = $8, version = version + 1
                where id = $1),
            credential as (
                insert into credentials (user_id, password_hash, changed_at) values ($1, $7, $8)
                on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at)
            update sessions set revoked_at = $8, revoked_reason = 'password-changed'
            where user_id = $1 and revoked_at is null
            returning id""";

    private final ColumnCipher cipher;
    private final SessionEnds ends;
    private final Outbox outbox;

    ProveSignup(ColumnCipher cipher, SessionEnds ends, Outbox outbox) {
        this.cipher = cipher;
        this.ends = ends;
        this.outbox = outbox;
    }

    /** The sessions that ended with it; null when the token is none of a signup. */
    Uni<List<UUID>> handle(SqlConnection tx, Buffer tokenHash, OffsetDateTime now) {
        return tx.preparedQuery(TAKE)
                .execute(Tuple.of(tokenHash, now))
                .map(ProveSignup::first)
                .onItem()
                .ifNotNull()
                .transformToUni(taken -> prove(tx, UnprovenSignup.of(taken), now));
    }

    private Uni<List<UUID>> prove(SqlConnection tx, UnprovenSignup signup, OffsetDateTime now) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(signup.email()))
                .map(ProveSignup::first)
                .chain(account -> account == null ? join(tx, signup, now) : replace(tx, account, signup, now));
    }

    private Uni<List<UUID>> join(SqlConnection tx, UnprovenSignup signup, OffsetDateTime now) {
        var joined = new UserFact.Joined(Ids.next(), now.toInstant(), signup.id(), signup.tastes());
        return tx.preparedQuery(JOIN)
                .execute(values(signup.id(), signup, signup.birthDate(), now))
                // the other letter was opened at the same time: this one still works, after it
                .invoke(made -> Refusal.when(made.rowCount() == 0, VerificationTokenInvalid::new))
                .chain(() -> outbox.append(tx, List.of(joined)))
                .replaceWith(List.of());
    }

    private Uni<List<UUID>> replace(SqlConnection tx, Row account, UnprovenSignup signup, OffsetDateTime now) {
        Refusal.when(!account.getBoolean("is_active"), VerificationTokenInvalid::new);
        var id = account.getUUID("id");
        var birthDate = cipher.open(birthDateOf(signup.id()), signup.birthDateCipher());
        var sealed = Buffer.buffer(cipher.seal(birthDateOf(id), birthDate));
        return tx.preparedQuery(REPLACE)
                .execute(values(id, signup, sealed, now))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map((Row row) -> row.getUUID("id"))
                        .toList())
                .call(sessions -> ends.tell(tx, id, sessions, "password-changed"));
    }

    private static Tuple values(UUID id, UnprovenSignup signup, Buffer birthDate, OffsetDateTime now) {
        return Tuple.tuple()
                .addUUID(id)
                .addString(signup.email())
                .addString(signup.fullName())
                .addValue(birthDate)
                .addString(signup.locationNeighborhood())
                .addArrayOfString(signup.words())
                .addString(signup.passwordHash())
                .addOffsetDateTime(now);
    }

    private static Cell birthDateOf(UUID account) {
        return new Cell("users.users", "birth_date_cipher", account);
    }

    private static Row first(RowSet<Row> rows) {
        return rows.iterator().hasNext() ? rows.iterator().next() : null;
    }
}
