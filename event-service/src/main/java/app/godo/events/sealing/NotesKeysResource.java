package app.godo.events.sealing;

import app.godo.events.attendance.Notes;
import app.godo.wire.caller.Admins;
import app.godo.wire.caller.Caller;
import app.godo.wire.rows.Transactions;
import app.godo.wire.sealing.KeyCount;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

import java.util.List;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** How far the rotation of the keys of notes is; for admins, and for nobody else there. */
@Path("/events/keys")
@Authenticated
class NotesKeysResource {

    private final Transactions transactions;
    private final SealNotesAnew sealNotesAnew;
    private final Notes notes;
    private final Admins admins;
    private final Caller caller;

    NotesKeysResource(
            Transactions transactions, SealNotesAnew sealNotesAnew, Notes notes, Admins admins, Caller caller) {
        this.transactions = transactions;
        this.sealNotesAnew = sealNotesAnew;
        this.notes = notes;
        this.admins = admins;
        this.caller = caller;
    }

    /** The key that seals now, as the replica that answers has it, and how many notes are under which key. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<KeysView> keys() {
        admins.only(caller.token());
        return KeyCount.of(transactions, List.of(KeyCount.sealed(SealNotesAnew.TABLE, SealNotesAnew.COLUMN)))
                .map(counts -> new KeysView(
                        notes.primaryKeyId(), counts.stream().map(Count::of).toList()));
    }

    /** Looks at every row again within a minute; it is done anyway when another key becomes the primary one. */
    @POST
    @ResponseStatus(202)
    public Uni<Void> lookAgain() {
        admins.only(caller.token());
        return sealNotesAnew.lookAgain();
    }

    /** Ids of keys, never keys. */
    record KeysView(String primaryKeyId, List<Count> rows) {}

    /** So many notes are under a key. */
    record Count(String keyId, long rows) {
        private static Count of(KeyCount count) {
            return new Count(count.keyId(), count.rows());
        }
    }
}
