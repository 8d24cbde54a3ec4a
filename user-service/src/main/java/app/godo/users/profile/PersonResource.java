package app.godo.users.profile;

import app.godo.wire.caller.Caller;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

import java.util.UUID;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Other people. */
@Path("/users/{id}")
@Authenticated
public class PersonResource {

    private static final String PERSON =
            "select id, full_name, profile_image_url, location_neighborhood from users.person($1)";

    private final Transactions transactions;
    private final Caller caller;

    PersonResource(Transactions transactions, Caller caller) {
        this.transactions = transactions;
        this.caller = caller;
    }

    /** What the person shows to the caller. Who shows nothing, or is blocked, does not exist: 404. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<PersonView> person(@RestPath UUID id) {
        return transactions
                .sqlAsCaller(caller.id(), tx -> tx.preparedQuery(PERSON).execute(Tuple.of(id)))
                .map(rows -> rows.iterator().hasNext()
                        ? PersonView.of(rows.iterator().next())
                        : null)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("user"));
    }
}
