package app.godo.social.friends;

import app.godo.wire.caller.Caller;
import app.godo.wire.rows.Transactions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Whom the caller wants nothing to do with. */
@Path("/users/blocks/{id}")
@Authenticated
class BlockResource {

    private static final String UNBLOCK = "delete from blocks where blocker = $1 and blocked = $2";

    private final BlockPerson blockPerson;
    private final Transactions transactions;
    private final Caller caller;

    BlockResource(BlockPerson blockPerson, Transactions transactions, Caller caller) {
        this.blockPerson = blockPerson;
        this.transactions = transactions;
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
        var blocker = caller.id();
        return transactions
                .sqlAsCaller(
                        blocker,
                        transaction -> transaction.preparedQuery(UNBLOCK).execute(Tuple.of(blocker, other)))
                .replaceWithVoid();
    }
}
