package app.godo.users.leaving;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;

/** Leaving for good. */
@Path("/users/account")
@Authenticated
public class AccountResource {

    private final LeaveForGood leaveForGood;
    private final Caller caller;

    AccountResource(LeaveForGood leaveForGood, Caller caller) {
        this.leaveForGood = leaveForGood;
        this.caller = caller;
    }

    /** Erases the caller's account with everything in it. Nothing brings it back; 403 {@code wrong-password}. */
    @DELETE
    public Uni<Void> erase(@Valid @NotNull Farewell request) {
        return leaveForGood.handle(caller.token(), request.password());
    }
}
