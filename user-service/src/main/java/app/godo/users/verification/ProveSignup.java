package app.godo.users.verification;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.LetterTokens;
import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.users.session.EndSessions;
import app.godo.wire.facts.UserFact;
import app.godo.wire.outbox.Outbox;
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
import jakarta.inject.Singleton;

/**
 * Makes a signup whose letter was opened the account of its mailbox: that signup and no other. An account whose mailbox has been
 * proven is in use, and no signup changes it; who opened a stranger's letter by mistake has the mailbox, and resets the
 * password. An account whose mailbox never was proven becomes that of whoever proves it, and its sessions end.
 */
@Singleton
class ProveSignup {

    private static final String TAKE = """
            with guessed as (
                update signups set tries = tries + 1 where id = $1 and token_hash <> $2 and tries < 5)
            delete from signups where id = $1 and token_hash = $2 and expires_at > $3 and tries < 5
            returning id, email, password_hash, full_name, birth_date_cipher, location_neighborhood, tastes, terms_version""";

    private static final String FIND = """
            select id, is_active and email_verified_at is null as unproven from users
            where email_key = users.mailbox($1) for no key update""";

    private static final String JOIN = """
            with joined as (
                insert into users (
                    id, email, full_name, birth_date_cipher, location_neighborhood, tastes, email_verified_at)
                values ($1, $2, $3, $4, $5, $6, $8)
                on conflict (email_key) do nothing
                returning id),
            consent as (
                insert into consents (id, user_id, kind, version, granted_at)
                select $9::uuid, id, 'terms', $10::text, $8::timestamptz from joined where $10 is not null)
            insert into credentials (user_id, password_hash) select id, $7::text from joined""";

    /** What somebody else agreed to. */
    private static final String END_CONSENTS =
            "update consents set withdrawn_at = $2 where user_id = $1 and withdrawn_at is null";

    private static final String REPLACE = """
            with person as (
                update users set email = $2, full_name = $3, birth_date_cipher = $4, location_neighborhood = $5, tastes = $6,
                    email_verified_at = $8, version = version + 1
                where id = $1),
            consent as (
                insert into consents (id, user_id, kind, version, granted_at)
                select $9::uuid, $1, 'terms', $10::text, $8::timestamptz where $10 is not null)
            insert into credentials (user_id, password_hash, changed_at) values ($1, $7, $8)
            on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at""";

    private final ColumnCipher cipher;
    private final LetterTokens letters;
    private final EndSessions endSessions;
    private final Outbox outbox;

    ProveSignup(ColumnCipher cipher, LetterTokens letters, EndSessions endSessions, Outbox outbox) {
        this.cipher = cipher;
        this.letters = letters;
        this.endSessions = endSessions;
        this.outbox = outbox;
    }

    /** The sessions that ended with it; null when the token is none of a signup that can become an account. */
    Uni<List<UUID>> handle(SqlConnection tx, LetterToken token, OffsetDateTime now) {
        return tx.preparedQuery(TAKE)
                .execute(Tuple.of(token.id(), token.hash(), now))
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
                .chain(made -> made.rowCount() == 0
                        // another letter was opened at the same time, and was quicker
                        ? Uni.createFrom().nullItem()
                        : outbox.append(tx, List.of(joined)).replaceWith(List.of()));
    }

    private Uni<List<UUID>> replace(SqlConnection tx, Row account, UnprovenSignup signup, OffsetDateTime now) {
        if (!account.getBoolean("unproven")) {
            return Uni.createFrom().nullItem();
        }
        var id = account.getUUID("id");
        var birthDate = cipher.open(birthDateOf(signup.id()), signup.birthDateCipher());
        var sealed = Buffer.buffer(cipher.seal(birthDateOf(id), birthDate));
        return tx.preparedQuery(END_CONSENTS)
                .execute(Tuple.of(id, now))
                .chain(() -> tx.preparedQuery(REPLACE).execute(values(id, signup, sealed, now)))
                .chain(() -> letters.voidAll(tx, id))
                .chain(() -> endSessions.forgetDevices(tx, id, null, null))
                .chain(() -> endSessions.allBut(tx, id, null, "password-changed"));
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
                .addOffsetDateTime(now)
                .addUUID(Ids.next())
                .addString(signup.termsVersion());
    }

    private static Cell birthDateOf(UUID account) {
        return new Cell("users.users", "birth_date_cipher", account);
    }

    private static Row first(RowSet<Row> rows) {
        return rows.iterator().hasNext() ? rows.iterator().next() : null;
    }
}
