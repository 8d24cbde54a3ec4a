package app.godo.users.leaving;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Leaving for a while. */
@Path("/users/deactivate")
@Authenticated
public class DeactivationResource {

    private final Deactivate deactivate;
    private final Caller caller;

    DeactivationResource(Deactivate deactivate, Caller caller) {
        this.deactivate = deactivate;
        this.caller = caller;
    }

    /** Switches the caller's account off; it is back with a sign-in that says {@code reactivate}, for thirty days; 403
     * {@code wrong-password}. */
    @POST
    public Uni<Void> deactivate(@Valid @NotNull Farewell request) {
        return deactivate.handle(caller.token(), request.password());
    }
}
