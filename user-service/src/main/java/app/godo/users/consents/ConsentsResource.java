package app.godo.users.consents;

import app.godo.wire.caller.Caller;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.resteasy.reactive.ResponseHeader;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** What one has agreed to. Nothing of it is ever overwritten: what was withdrawn stays, with its day. */
@Path("/users/consents")
@Authenticated
public class ConsentsResource {

    private static final String PERSONAL = "private, no-store";

    private static final String OWN = """
            select kind, version, granted_at, withdrawn_at from consents where user_id = $1 order by granted_at desc, id desc""";

    /** Two who say so at once say so one after the other. */
    private static final String HOLD = "select id from users where id = $1 for no key update";

    /** With another version the one before is over. */
    private static final String REPLACE = """
            update consents set withdrawn_at = $4 where user_id = $1 and kind = $2 and version <> $3 and withdrawn_at is null""";

    /** Once, however often it is said. */
    private static final String GRANT = """
            insert into consents (id, user_id, kind, version, granted_at) values ($1, $2, $3, $4, $5)
            on conflict (user_id, kind) where withdrawn_at is null do nothing""";

    private static final String WITHDRAW = """
            update consents set withdrawn_at = $3 where user_id = $1 and kind = $2 and withdrawn_at is null""";

    private final Transactions transactions;
    private final Caller caller;
    private final Clock clock;

    ConsentsResource(Transactions transactions, Caller caller, Clock clock) {
        this.transactions = transactions;
        this.caller = caller;
        this.clock = clock;
    }

    /** All of it, the latest first. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<ConsentsView> consents() {
        var id = caller.id();
        return transactions.sqlAsCaller(id, tx -> read(tx, id)).map(ConsentsResource::view);
    }

    /** Agrees to a version, or withdraws: 409 {@code terms-needed} for the terms. */
    @POST
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<ConsentsView> say(@Valid @NotNull ConsentRequest request) {
        Refusal.when(!request.granted() && request.kind() == ConsentKind.TERMS, TermsStay::new);
        var id = caller.id();
        return transactions
                .sqlAsCaller(id, tx -> tx.preparedQuery(HOLD)
                        .execute(Tuple.of(id))
                        .chain(() -> request.granted() ? grant(tx, id, request) : withdraw(tx, id, request))
                        .chain(() -> read(tx, id)))
                .map(ConsentsResource::view);
    }

    /** All of them: there are few things to agree to. */
    public record ConsentsView(List<ConsentView> items) {}

    private Uni<RowSet<Row>> grant(SqlConnection tx, UUID id, ConsentRequest request) {
        var kind = request.kind().word();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(REPLACE)
                .execute(Tuple.of(id, kind, request.version(), now))
                .chain(() -> tx.preparedQuery(GRANT).execute(Tuple.of(Ids.next(), id, kind, request.version(), now)));
    }

    private Uni<RowSet<Row>> withdraw(SqlConnection tx, UUID id, ConsentRequest request) {
        return tx.preparedQuery(WITHDRAW)
                .execute(Tuple.of(id, request.kind().word(), clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private static Uni<RowSet<Row>> read(SqlConnection tx, UUID id) {
        return tx.preparedQuery(OWN).execute(Tuple.of(id));
    }

    private static ConsentsView view(RowSet<Row> rows) {
        return new ConsentsView(StreamSupport.stream(rows.spliterator(), false)
                .map(ConsentView::of)
                .toList());
    }
}
