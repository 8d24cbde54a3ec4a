package app.godo.users.secrets;

import app.godo.users.secrets.ColumnCipher.DoesNotOpen;
import app.godo.users.secrets.Rounds.Portion;
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
 * Makes anew, with the first pepper, what phone numbers and devices are known by, from what is sealed beside it. Who has proven a
 * number, or registered a device, since the first pepper is the first has it: the row from before goes. A device's id follows from
 * what it is known by, and changes with it. Everything else that is made with a pepper is forgotten within hours by itself.
 */
@Singleton
class PepperAnew {

    static final String JOB = "pepper-anew";

    private static final int PORTION = 200;

    private static final String PHONES =
            "select user_id as id, hmac, cipher as sealed from phones where user_id > $1 order by user_id limit $2";

    private static final String REPLACE_PHONES = """
            with n as (select * from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, was, hmac)),
            gone as (
                delete from phones as p using n
                where p.user_id = n.id and p.hmac = n.was
                  and exists (select from phones as o where o.hmac = n.hmac and o.user_id <> p.user_id)
                returning p.user_id)
            update phones as p set hmac = n.hmac, hmac_key_id = $4 from n
            where p.user_id = n.id and p.hmac = n.was and p.user_id not in (select user_id from gone)""";

    private static final String DEVICES =
            "select id, token_hmac as hmac, token_cipher as sealed from devices where id > $1 order by id limit $2";

    private static final String REPLACE_DEVICES = """
            with n as (
                select * from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::uuid[], $5::bytea[]) as n (id, was, hmac, next, sealed)),
            gone as (
                delete from devices as d using n
                where d.id = n.id and d.token_hmac = n.was
                  and exists (select from devices as o where o.token_hmac = n.hmac and o.id <> d.id)
                returning d.id)
            update devices as d set id = n.next, token_hmac = n.hmac, token_cipher = n.sealed from n
            where d.id = n.id and d.token_hmac = n.was and d.id not in (select id from gone)""";

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
                JOB + " " + now, List.of((tx, after) -> phones(tx, after, now), (tx, after) -> devices(tx, after)));
    }

    private Uni<Portion> phones(SqlConnection tx, UUID after, String keyId) {
        return tx.preparedQuery(PHONES).execute(Tuple.of(after, PORTION)).chain(rows -> {
            var outdated = outdated(rows, SealedColumn.PHONES, "phone");
            return outdated.isEmpty()
                    ? Uni.createFrom().item(portion(rows, 0))
                    : tx.preparedQuery(REPLACE_PHONES)
                            .execute(Tuple.of(ids(outdated), old(outdated), hmacs(outdated), keyId))
                            .replaceWith(portion(rows, outdated.size()));
        });
    }

    private Uni<Portion> devices(SqlConnection tx, UUID after) {
        return tx.preparedQuery(DEVICES).execute(Tuple.of(after, PORTION)).chain(rows -> {
            var outdated = outdated(rows, SealedColumn.PUSH_TOKENS, "expo");
            return outdated.isEmpty()
                    ? Uni.createFrom().item(portion(rows, 0))
                    : tx.preparedQuery(REPLACE_DEVICES)
                            .execute(Tuple.of(
                                    ids(outdated),
                                    old(outdated),
                                    hmacs(outdated),
                                    outdated.stream().map(Outdated::next).toArray(UUID[]::new),
                                    outdated.stream().map(this::resealed).toArray(Buffer[]::new)))
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

    private List<Outdated> outdated(RowSet<Row> rows, SealedColumn column, String kind) {
        var outdated = new ArrayList<Outdated>();
        for (var row : rows) {
            var id = row.getUUID("id");
            var old = row.getBuffer("hmac").getDelegate();
            var sealed = row.getBuffer("sealed").getBytes();
            try {
                var hmac = pepper.of(kind, cipher.open(column.cell(id), sealed));
                if (!hmac.equals(old)) {
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

    private static UUID[] ids(List<Outdated> outdated) {
        return outdated.stream().map(Outdated::id).toArray(UUID[]::new);
    }

    private static Buffer[] old(List<Outdated> outdated) {
        return outdated.stream().map(Outdated::old).toArray(Buffer[]::new);
    }

    private static Buffer[] hmacs(List<Outdated> outdated) {
        return outdated.stream().map(Outdated::hmac).toArray(Buffer[]::new);
    }
}
