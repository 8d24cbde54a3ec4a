package app.godo.events.moderating;

import app.godo.wire.caller.Caller;
import app.godo.wire.events.EventView;
import app.godo.wire.paging.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Which Events are shown; for moderators, and for nobody else there. Whatever is done is written down. */
@Path("/moderation")
@Authenticated
class QueueResource {

    private final Queue queue;
    private final DecideOnEvent decideOnEvent;
    private final Moderators moderators;
    private final Caller caller;

    QueueResource(Queue queue, DecideOnEvent decideOnEvent, Moderators moderators, Caller caller) {
        this.queue = queue;
        this.decideOnEvent = decideOnEvent;
        this.moderators = moderators;
        this.caller = caller;
    }

    /**
     * Events to look at, who waits longest first.
     *
     * @param state {@code pending} for what was submitted, {@code changed} for what its author changed since it was approved or
     *     submitted as somebody who is believed, {@code reported} for what people report, {@code appealed} for what authors would
     *     not have turned down
     */
    @GET
    @Path("/events")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<QueuedEvent>> events(
            @RestQuery @DefaultValue("pending") String state,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        moderators.must(caller);
        return queue.page(state, cursor, limit);
    }

    /** Lets everybody see an Event, and settles what was reported of it and its author's appeal. Again changes nothing. */
    @POST
    @Path("/events/{id}/approve")
    public Uni<EventView> approve(@RestPath UUID id, @Valid @NotNull Decision decision) {
        return decideOnEvent.approve(moderators.must(caller), id, decision.reason());
    }

    /** Shows an Event to nobody but its author any more, for a reason that the author reads. Again changes nothing. */
    @POST
    @Path("/events/{id}/reject")
    public Uni<EventView> reject(@RestPath UUID id, @Valid @NotNull Decision decision) {
        return decideOnEvent.reject(moderators.must(caller), id, decision.reason());
    }

    /** Puts an Event forward, or no longer. */
    @PUT
    @Path("/events/{id}/featured")
    public Uni<EventView> feature(@RestPath UUID id, @Valid @NotNull Featuring featuring) {
        return decideOnEvent.feature(moderators.must(caller), id, featuring.featured(), featuring.reason());
    }
}
