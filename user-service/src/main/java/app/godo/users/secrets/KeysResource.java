package app.godo.users.secrets;

import app.godo.wire.caller.Admins;
import app.godo.wire.caller.Caller;
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

/** How far the rotation of keys is; for admins, and for nobody else there. */
@Path("/users/keys")
@Authenticated
public class KeysResource {

    private final KeyUse keyUse;
    private final RotateKeys rotateKeys;
    private final ColumnCipher cipher;
    private final Pepper pepper;
    private final Admins admins;
    private final Caller caller;

    KeysResource(
            KeyUse keyUse, RotateKeys rotateKeys, ColumnCipher cipher, Pepper pepper, Admins admins, Caller caller) {
        this.keyUse = keyUse;
        this.rotateKeys = rotateKeys;
        this.cipher = cipher;
        this.pepper = pepper;
        this.admins = admins;
        this.caller = caller;
    }

    /** The keys that seal and recognise now, as the replica that answers has them, and how many rows are which key's. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<KeysView> keys() {
        admins.only(caller.token());
        return keyUse.counts().map(counts -> new KeysView(cipher.primaryId(), pepper.id(), counts));
    }

    /** Looks at every row again within a minute; it is done anyway when another key becomes the primary one. */
    @POST
    @ResponseStatus(202)
    public Uni<Void> lookAgain() {
        admins.only(caller.token());
        return rotateKeys.lookAgain();
    }

    /**
     * Ids of keys, never keys.
     *
     * @param primaryKeyId what seals
     * @param pepperId what recognises
     * @param rows how many rows of each sealed column are under which key, and of phone numbers and devices under which pepper
     */
    public record KeysView(String primaryKeyId, String pepperId, List<KeyCount> rows) {}
}
