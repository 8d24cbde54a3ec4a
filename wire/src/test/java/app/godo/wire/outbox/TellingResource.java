package app.godo.wire.outbox;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** A request that ends in a Fact, for the tests of what the Fact says of it. */
@Path("/telling")
public class TellingResource {

    private final Transactions transactions;
    private final Outbox outbox;

    TellingResource(Transactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    @POST
    @Path("/{user}")
    public Uni<String> tell(UUID user) {
        var fact = LeavingThroughTheOutboxTest.swipeOf(user);
        return transactions
                .asCaller(user, () -> outbox.append(fact))
                .replaceWith(fact.factId().toString());
    }
}
