package app.godo.events.sealing;

import app.godo.events.attendance.Notes;
import app.godo.wire.caller.Caller;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

import java.util.List;
import java.util.stream.StreamSupport;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** How far the rotation of the keys of notes is; for admins, and for nobody else there. */
@Path("/events/keys")
@Authenticated
class NotesKeysResource {

    private static final String ADMIN = "admin";

    private static final String PATIENTLY = "set local statement_timeout = '2min'";

    private static final String BY_KEY = """
            select encode(substring(notes_cipher from 2 for 4), 'hex') as key, count(*) as n
            from attendance where notes_cipher is not null group by 1 order by 1""";

    private final Transactions transactions;
    private final SealNotesAnew sealNotesAnew;
    private final Notes notes;
    private final SecurityLog securityLog;
    private final Caller caller;

    NotesKeysResource(
            Transactions transactions,
            SealNotesAnew sealNotesAnew,
            Notes notes,
            SecurityLog securityLog,
            Caller caller) {
        this.transactions = transactions;
        this.sealNotesAnew = sealNotesAnew;
        this.notes = notes;
        this.securityLog = securityLog;
        this.caller = caller;
    }

    /** The key that seals now, as the replica that answers has it, and how many notes are under which key. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<KeysView> keys() {
        adminsOnly();
        return transactions
                .sqlAsWorker(tx -> tx.query(PATIENTLY).execute().chain(() -> tx.query(BY_KEY)
                        .execute()))
                .map(rows -> new KeysView(
                        notes.primaryKeyId(),
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Count::of)
                                .toList()));
    }

    /** Looks at every row again within a minute; it is done anyway when another key becomes the primary one. */
    @POST
    @ResponseStatus(202)
    public Uni<Void> lookAgain() {
        adminsOnly();
        return sealNotesAnew.lookAgain();
    }

    private void adminsOnly() {
        var token = caller.token();
        if (!token.roles().contains(ADMIN)) {
            securityLog.note("forbidden", token.userId(), token.sessionId(), "no-admin");
            throw new NotFound("page");
        }
    }

    /** Ids of keys, never keys. */
    record KeysView(String primaryKeyId, List<Count> rows) {}

    /** So many notes are under a key. */
    record Count(String keyId, long rows) {
        private static Count of(Row row) {
            return new Count(row.getString("key"), row.getLong("n"));
        }
    }
}
