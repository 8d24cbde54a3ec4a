package app.godo.users.devices;

import app.godo.wire.caller.Caller;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** The devices one is told things on. */
@Path("/users/devices")
@Authenticated
public class DevicesResource {

    private static final String PERSONAL = "private, no-store";

    private static final String OWN = """
            select id, platform, app_version, locale, time_zone, last_seen, disabled_at from devices
            where user_id = $1 order by last_seen desc, id""";

    private static final String FORGET = "delete from devices where id = $1 and user_id = $2";

    private final Transactions transactions;
    private final RegisterDevice registerDevice;
    private final Caller caller;

    DevicesResource(Transactions transactions, RegisterDevice registerDevice, Caller caller) {
        this.transactions = transactions;
        this.registerDevice = registerDevice;
        this.caller = caller;
    }

    /** The last used first. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<DevicesView> devices() {
        var id = caller.id();
        return transactions
                .sqlAsCaller(id, tx -> tx.preparedQuery(OWN).execute(Tuple.of(id)))
                .map(rows -> new DevicesView(StreamSupport.stream(rows.spliterator(), false)
                        .map(DeviceView::of)
                        .toList()));
    }

    /** Registers the device, until this session ends; the same token again is the same device, with what is said now. */
    @POST
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<DeviceView> register(@Valid @NotNull DeviceRequest request) {
        return registerDevice.handle(caller.token(), request);
    }

    /** Forgets one; 404 for what is none of the caller's. */
    @DELETE
    @Path("/{id}")
    public Uni<Void> forget(@RestPath UUID id) {
        var owner = caller.id();
        return transactions
                .sqlAsCaller(owner, tx -> tx.preparedQuery(FORGET).execute(Tuple.of(id, owner)))
                .invoke(forgotten -> Refusal.when(forgotten.rowCount() == 0, () -> new NotFound("device")))
                .replaceWithVoid();
    }

    /** All of them: nobody has so many that they come in pages. */
    public record DevicesView(
            @Size(max = RegisterDevice.MOST_DEVICES) List<DeviceView> items) {}
}
