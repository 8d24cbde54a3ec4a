package app.godo.events.appealing;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** What became of an Event that the caller submitted; of nobody else's is there anything here. */
@Path("/events")
@Authenticated
class AppealResource {

    private final Moderation moderation;
    private final Caller caller;

    AppealResource(Moderation moderation, Caller caller) {
        this.moderation = moderation;
        this.caller = caller;
    }

    /** Whether an Event that the caller submitted is shown, and why if it is not. */
    @GET
    @Path("/{id}/moderation")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<ModerationView> moderation(@RestPath UUID id) {
        return moderation.of(caller.id(), id);
    }

    /**
     * Asks moderators to look once more at an Event of the caller's that was turned down. Again says it in other words, as long as
     * nobody has decided; after that it is 409 {@code appeal-decided}. 409 {@code not-rejected} while there is nothing to appeal
     * against.
     */
    @PUT
    @Path("/{id}/appeal")
    public Uni<ModerationView> appeal(@RestPath UUID id, @Valid @NotNull AppealRequest request) {
        return moderation.appeal(caller.id(), id, request.words());
    }
}
