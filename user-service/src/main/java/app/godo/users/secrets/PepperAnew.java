package app.godo.users.secrets;

import app.godo.users.secrets.ColumnCipher.DoesNotOpen;
import app.godo.wire.sealing.Rounds;
import app.godo.wire.sealing.Rounds.Portion;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Makes anew, with the first pepper, what phone numbers and devices are known by, from what is sealed beside it. Should a number or
 * a device be there by several peppers, whoever has proven or registered it last has it, and the other rows go. A device's id follows
 * from what it is known by, and changes with it. Everything else that is made with a pepper is forgotten within hours by itself.
 */
@Singleton
class PepperAnew {

    static final String JOB = "pepper-anew";

    private static final int PORTION = 200;

    private static final String PHONES = """
            select user_id as id, hmac, hmac_key_id as key, cipher as sealed from phones
            where user_id > $1 order by user_id limit $2""";

    /** Of those who have a number by several peppers the last one to prove it keeps it. */
    private static final String ONE_OWNER = """
            with n as (select * from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, was, hmac)),
            claims as (
                select p.user_id, p.hmac as was, n.hmac, p.verified_at from n join phones as p on p.user_id = n.id and p.hmac = n.was
                union
                select p.user_id, p.hmac, p.hmac, p.verified_at from n join phones as p on p.hmac = n.hmac),
            ranked as (
                select *, row_number() over (partition by hmac order by verified_at desc nulls last, user_id) as place from claims)
            delete from phones as p using ranked where p.user_id = ranked.user_id and p.hmac = ranked.was and place > 1""";

    private static final String REPLACE_PHONES = """
            update phones as p set hmac = n.hmac, hmac_key_id = $4
            from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, was, hmac)
            where p.user_id = n.id and p.hmac = n.was""";

    private static final String DEVICES = """
            select id, token_hmac as hmac, token_hmac_key_id as key, token_cipher as sealed from devices
            where id > $1 order by id limit $2""";

    /** Of the rows that are one device by several peppers the last to be seen stays. */
    private static final String ONE_DEVICE = """
            with n as (select * from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, was, hmac)),
            claims as (
                select d.id, n.hmac, d.last_seen from n join devices as d on d.id = n.id and d.token_hmac = n.was
                union
                select d.id, d.token_hmac, d.last_seen from n join devices as d on d.token_hmac = n.hmac),
            ranked as (select *, row_number() over (partition by hmac order by last_seen desc, id) as place from claims)
            delete from devices as d using ranked where d.id = ranked.id and place > 1""";

    private static final String REPLACE_DEVICES = """
            update devices as d set id = n.next, token_hmac = n.hmac, token_hmac_key_id = $4, token_cipher = n.sealed
            from unnest($1::uuid[], $2::bytea[], $3::bytea[], $5::uuid[], $6::bytea[]) as n (id, was, hmac, next, sealed)
            where d.id = n.id and d.token_hmac = n.was""";

    private final Rounds rounds;
    private final ColumnCipher cipher;
    private final Pepper pepper;

    PepperAnew(Rounds rounds, ColumnCipher cipher, Pepper pepper) {
        this.rounds = rounds;
        this.cipher = cipher;
        this.pepper = pepper;
    }

    Uni<Void> handle() {
        var now = pepper.id();
        return rounds.go(
                JOB + " " + now,
                List.of((tx, after) -> phones(tx, after, now), (tx, after) -> devices(tx, after, now)));
    }

    private Uni<Portion> phones(SqlConnection tx, UUID after, String keyId) {
        return tx.preparedQuery(PHONES).execute(Tuple.of(after, PORTION)).chain(rows -> {
            var outdated = outdated(rows, keyId, SealedColumn.PHONES, "phone");
            return outdated.isEmpty()
                    ? Uni.createFrom().item(portion(rows, 0))
                    : tx.preparedQuery(ONE_OWNER)
                            .execute(which(outdated))
                            .chain(() -> tx.preparedQuery(REPLACE_PHONES)
                                    .execute(which(outdated).addString(keyId)))
                            .replaceWith(portion(rows, outdated.size()));
        });
    }

    private Uni<Portion> devices(SqlConnection tx, UUID after, String keyId) {
        return tx.preparedQuery(DEVICES).execute(Tuple.of(after, PORTION)).chain(rows -> {
            var outdated = outdated(rows, keyId, SealedColumn.PUSH_TOKENS, "expo");
            return outdated.isEmpty()
                    ? Uni.createFrom().item(portion(rows, 0))
                    : tx.preparedQuery(ONE_DEVICE)
                            .execute(which(outdated))
                            .chain(() -> tx.preparedQuery(REPLACE_DEVICES)
                                    .execute(which(outdated)
                                            .addString(keyId)
                                            .addValue(outdated.stream()
                                                    .map(Outdated::next)
                                                    .toArray(UUID[]::new))
                                            .addValue(outdated.stream()
                                                    .map(this::resealed)
                                                    .toArray(Buffer[]::new))))
                            .replaceWith(portion(rows, outdated.size()));
        });
    }

    /** A row that is known by what another pepper has made. */
    private record Outdated(UUID id, Buffer old, Buffer hmac, byte[] sealed) {

        /** What {@code RegisterDevice} calls a device. */
        UUID next() {
            var bytes = ByteBuffer.wrap(hmac.getBytes());
            return new UUID(bytes.getLong(), bytes.getLong());
        }
    }

    private List<Outdated> outdated(RowSet<Row> rows, String keyId, SealedColumn column, String kind) {
        var outdated = new ArrayList<Outdated>();
        for (var row : rows) {
            var id = row.getUUID("id");
            var old = row.getBuffer("hmac").getDelegate();
            var sealed = row.getBuffer("sealed").getBytes();
            try {
                var hmac = pepper.of(kind, cipher.open(column.cell(id), sealed));
                if (!hmac.equals(old) || !keyId.equals(row.getString("key"))) {
                    outdated.add(new Outdated(id, old, hmac, sealed));
                }
            } catch (DoesNotOpen stays) {
                Log.errorf("not recognised anew: %s", stays.getMessage());
            }
        }
        return outdated;
    }

    private Buffer resealed(Outdated device) {
        return Buffer.buffer(cipher.reseal(
                SealedColumn.PUSH_TOKENS.cell(device.id()),
                SealedColumn.PUSH_TOKENS.cell(device.next()),
                device.sealed()));
    }

    private static Portion portion(RowSet<Row> rows, int outdated) {
        UUID last = null;
        for (var row : rows) {
            last = row.getUUID("id");
        }
        return new Portion(rows.size() < PORTION ? null : last, outdated);
    }

    private static Tuple which(List<Outdated> outdated) {
        return Tuple.of(
                outdated.stream().map(Outdated::id).toArray(UUID[]::new),
                outdated.stream().map(Outdated::old).toArray(Buffer[]::new),
                outdated.stream().map(Outdated::hmac).toArray(Buffer[]::new));
    }
}
