package app.godo.users.session;

import app.godo.wire.caller.Caller;
import app.godo.wire.rows.Transactions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Where one is signed in. */
@Path("/users/sessions")
@Authenticated
public class SessionsResource {

    private static final String OPEN = """
            select id, device_name, platform, created_at, last_used_at from sessions
            where user_id = $1 and revoked_at is null and expires_at > $2
                and exists (
                    select from refresh_tokens t where t.session_id = sessions.id and t.used_at is null and t.expires_at > $2)
            order by last_used_at desc, id""";

    private final Transactions transactions;
    private final EndSession endSession;
    private final Caller caller;
    private final Clock clock;

    SessionsResource(Transactions transactions, EndSession endSession, Caller caller, Clock clock) {
        this.transactions = transactions;
        this.endSession = endSession;
        this.caller = caller;
        this.clock = clock;
    }

    /** The sessions that go on, the last used first. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<SessionsView> sessions() {
        var token = caller.token();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        // the worker, because no caller reads refresh tokens
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(OPEN).execute(Tuple.of(token.userId(), now)))
                .map(rows -> new SessionsView(StreamSupport.stream(rows.spliterator(), false)
                        .map((Row row) -> SessionView.of(row, token.sessionId()))
                        .toList()));
    }

    /** Ends one of them; 404 for what is none of the caller's. */
    @DELETE
    @Path("/{id}")
    public Uni<Void> end(@RestPath UUID id) {
        return endSession.handle(caller.id(), id);
    }

    /** All of them: nobody has so many that they come in pages. */
    public record SessionsView(@Size(max = OpenSession.MOST) List<SessionView> items) {}
}
