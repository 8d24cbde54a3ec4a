package app.godo.wire.problem;

import app.godo.wire.caller.Caller;
import app.godo.wire.rows.Transactions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Something of each kind that may be answered, for the tests of how it is. */
@Path("/probe")
public class ProbeResource {

    private final Caller caller;
    private final Transactions transactions;

    ProbeResource(Caller caller, Transactions transactions) {
        this.caller = caller;
        this.transactions = transactions;
    }

    public record Order(
            @NotBlank @Size(max = 10) String firstName,
            @Min(1) int count,
            Instant wantedAt,
            @NotNull List<@NotNull @Valid Line> lines) {}

    public record Line(@NotBlank String articleId) {}

    @POST
    public Uni<Order> echo(@Valid @NotNull Order order) {
        return Uni.createFrom().item(order);
    }

    @GET
    @Path("/limited")
    public Uni<Integer> limited(@QueryParam("limit") @Min(1) @Max(100) int limit) {
        return Uni.createFrom().item(limit);
    }

    @POST
    @Path("/kept")
    public Uni<String> kept(Line line) {
        return transactions.sqlAsWorker(tx -> tx.preparedQuery("select $1::text")
                .execute(Tuple.of(line.articleId()))
                .map(rows -> rows.iterator().next().getString(0)));
    }

    @GET
    @Path("/refused")
    public Uni<Void> refused() {
        return Uni.createFrom().failure(new Closed());
    }

    @GET
    @Path("/bug")
    public Uni<Void> bug() {
        return Uni.createFrom().failure(new IllegalStateException("select secret from users"));
    }

    @GET
    @Path("/away")
    public Uni<Void> away() {
        return Uni.createFrom()
                .failure(new IllegalStateException(new ConnectException("Connection refused: 10.0.0.5:5432")));
    }

    /** An answer whose field cannot be read. */
    public record Broken(String name) {
        @Override
        public String name() {
            throw new IllegalStateException("select secret from users");
        }
    }

    @GET
    @Path("/broken")
    public Uni<Broken> broken() {
        return Uni.createFrom().item(new Broken("any"));
    }

    @GET
    @Path("/me")
    @Authenticated
    public Uni<String> me() {
        return Uni.createFrom().item(() -> caller.id() + " " + caller.sessionId());
    }

    @GET
    @Path("/admin")
    @RolesAllowed("admin")
    public Uni<String> admin() {
        return Uni.createFrom().item("yes");
    }

    static final class Closed extends Refusal {
        Closed() {
            super(Kind.UNAVAILABLE, "probe-closed", "The probe is closed today.");
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(7);
        }
    }
}
