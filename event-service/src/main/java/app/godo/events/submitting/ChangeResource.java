package app.godo.events.submitting;

import app.godo.events.moderating.Moderators;
import app.godo.events.reading.EventTag;
import app.godo.wire.caller.Caller;
import app.godo.wire.events.EventView;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import java.util.UUID;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** {@code PATCH} and {@code DELETE /events/{id}}. */
@Path("/events")
@Authenticated
class ChangeResource {

    private final ChangeEvent changeEvent;
    private final Moderators moderators;
    private final Caller caller;

    ChangeResource(ChangeEvent changeEvent, Moderators moderators, Caller caller) {
        this.changeEvent = changeEvent;
        this.moderators = moderators;
        this.caller = caller;
    }

    /**
     * Changes of an Event what a JSON merge patch names; null removes what can be absent. For who submitted it and for moderators:
     * 403 {@code not-yours} for everybody else who sees it. Whoever it concerns is told what has changed. 428
     * {@code if-match-required} without {@code If-Match}, 412 {@code stale} when it names another version, 409
     * {@code event-cancelled}, and 409 {@code listed-by-source} for what sources tell. When its author changes the words, the picture,
     * the link, the time or the place of an approved Event, it stays so and a moderator looks again.
     *
     * @param patch some of an {@link EventRequest}
     * @param ifMatch the ETag of the Event; only the version in it counts
     */
    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Uni<RestResponse<EventView>> edit(
            @RestPath UUID id, @NotNull ObjectNode patch, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return changeEvent
                .edit(caller.id(), moderators.has(caller), id, new IfMatch(ifMatch), patch)
                .map(event -> RestResponse.ResponseBuilder.ok(event)
                        .tag(EventTag.of(event))
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                        .build());
    }

    /**
     * Calls an Event off. When nobody but its author has said or swiped anything of it, it is gone; else it stays, cancelled, and
     * whoever it concerns is told. Again changes nothing. 403, 409, 412 and 428 as for a change.
     *
     * @param ifMatch the ETag of the Event; only the version in it counts
     */
    @DELETE
    @Path("/{id}")
    public Uni<Void> cancel(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return changeEvent.cancel(caller.id(), moderators.has(caller), id, new IfMatch(ifMatch));
    }
}
