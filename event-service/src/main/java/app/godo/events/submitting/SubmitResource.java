package app.godo.events.submitting;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestHeader;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code POST /events} and {@code POST /events/series}. */
@Path("/events")
@Authenticated
class SubmitResource {

    private final SubmitEvent submitEvent;
    private final SubmitSeries submitSeries;
    private final Caller caller;

    SubmitResource(SubmitEvent submitEvent, SubmitSeries submitSeries, Caller caller) {
        this.submitEvent = submitEvent;
        this.submitSeries = submitSeries;
        this.caller = caller;
    }

    /**
     * Submits an Event for moderation; of an author of whom five were approved and none rejected it is shown at once, and looked at
     * later. Sent again with the same {@code Idempotency-Key}, it is answered again and nothing else;
     * without one it is refused (400 {@code idempotency-key-required}), for a lost answer could not be asked for again. The same
     * key with another Event is 422 {@code idempotency-key-reused}, and 409 {@code idempotency-key-in-progress} while the first is at
     * work for longer than a second; 429 {@code too-many-events} is for new authors. {@code Location}
     * says where it is.
     *
     * @param key of the caller's own making, a new one for each Event
     * @return 201 the {@link EventView}
     */
    @POST
    public Uni<Response> submit(
            @RestHeader("Idempotency-Key") UUID key, @Valid @NotNull EventRequest request, @Context UriInfo uri) {
        if (key == null) {
            throw new KeyRequired();
        }
        return submitEvent.handle(caller.id(), key, request).map(answer -> {
            var created = Response.status(Response.Status.CREATED)
                    .header(
                            HttpHeaders.LOCATION,
                            uri.getAbsolutePathBuilder()
                                    .scheme(null)
                                    .host(null)
                                    .port(-1)
                                    .path(answer.value().id().toString())
                                    .build())
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                    .entity(answer.value());
            return (answer.replayed() ? created.header("Idempotency-Replayed", "true") : created).build();
        });
    }

    /**
     * Submits an Event that takes place several times, for moderation: each time is an Event with the same {@code series_id}, which its
     * author changes and calls off by itself. 422 {@code invalid-request} where the days are too many, too far apart or none. Of a
     * day's submissions a series is one; else as for a single Event.
     *
     * @param key of the caller's own making, a new one for each series
     * @return 201 the {@link SeriesView}
     */
    @POST
    @Path("/series")
    public Uni<Response> submitSeries(@RestHeader("Idempotency-Key") UUID key, @Valid @NotNull SeriesRequest request) {
        if (key == null) {
            throw new KeyRequired();
        }
        return submitSeries.handle(caller.id(), key, request).map(answer -> {
            var created = Response.status(Response.Status.CREATED)
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                    .entity(answer.value());
            return (answer.replayed() ? created.header("Idempotency-Replayed", "true") : created).build();
        });
    }
}
