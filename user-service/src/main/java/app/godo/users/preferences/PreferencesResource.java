package app.godo.users.preferences;

import app.godo.users.person.Neighborhoods;
import app.godo.wire.caller.Caller;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.resteasy.reactive.ResponseHeader;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** What one says one likes. */
@Path("/users/preferences")
@Authenticated
public class PreferencesResource {

    private static final String PERSONAL = "private, no-store";

    private static final String READ = "select preferences::text as stated from users where id = $1";

    private static final String WRITE = """
            update users set preferences = $2::text::jsonb, version = version + 1 where id = $1
            returning preferences::text as stated""";

    private final Transactions transactions;
    private final Neighborhoods neighborhoods;
    private final ObjectMapper mapper;
    private final Caller caller;

    PreferencesResource(Transactions transactions, Neighborhoods neighborhoods, ObjectMapper mapper, Caller caller) {
        this.transactions = transactions;
        this.neighborhoods = neighborhoods;
        this.mapper = mapper;
        this.caller = caller;
    }

    /** What one has said. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<Preferences> preferences() {
        var id = caller.id();
        return transactions
                .sqlAsCaller(id, tx -> tx.preparedQuery(READ).execute(Tuple.of(id)))
                .map(this::view);
    }

    /** Replaces all of it: what is not said any more is no preference any more. */
    @PUT
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<Preferences> state(@Valid @NotNull Preferences request) {
        var id = caller.id();
        var stated = written(request.stated().checked(neighborhoods));
        return transactions
                .sqlAsCaller(id, tx -> tx.preparedQuery(WRITE).execute(Tuple.of(id, stated)))
                .map(this::view);
    }

    /** What was said. */
    record Preferences(@NotNull Stated stated) {}

    private Preferences view(RowSet<Row> rows) {
        if (!rows.iterator().hasNext()) {
            throw new NotFound("user");
        }
        try {
            return new Preferences(mapper.readValue(rows.iterator().next().getString("stated"), Stated.class));
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("kept preferences that cannot be read", foreign);
        }
    }

    private String written(Stated stated) {
        try {
            return mapper.writeValueAsString(stated);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
