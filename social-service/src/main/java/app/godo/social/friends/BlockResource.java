package app.godo.social.friends;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Whom the caller wants nothing to do with. */
@Path("/users/blocks/{id}")
@Authenticated
class BlockResource {

    private final BlockPerson blockPerson;
    private final UnblockPerson unblockPerson;
    private final Caller caller;

    BlockResource(BlockPerson blockPerson, UnblockPerson unblockPerson, Caller caller) {
        this.blockPerson = blockPerson;
        this.unblockPerson = unblockPerson;
        this.caller = caller;
    }

    /** Blocks a person: friendship and requests between the two end with it. Repeating it changes nothing. */
    @POST
    public Uni<Void> block(@PathParam("id") UUID other) {
        return blockPerson.handle(caller.id(), other);
    }

    /** Takes a block back, if there is one. What it ended stays ended. */
    @DELETE
    public Uni<Void> unblock(@PathParam("id") UUID other) {
        return unblockPerson.handle(caller.id(), other);
    }
}
