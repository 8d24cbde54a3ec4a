package app.godo.events.reading;

import app.godo.wire.caller.Caller;
import app.godo.wire.events.EventView;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.Refusal;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import java.util.UUID;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** {@code GET /events/{id}} and {@code GET /events/{id}/occurrences}. */
@Path("/events")
@Authenticated
class EventResource {

    /** What is the reader's own stands in it, so nobody in between may keep it. */
    private static final String PERSONAL = "private, no-store";

    private final EventQuery events;
    private final OccurrencesQuery occurrences;
    private final Caller caller;

    EventResource(EventQuery events, OccurrencesQuery occurrences, Caller caller) {
        this.events = events;
        this.occurrences = occurrences;
        this.caller = caller;
    }

    /**
     * The Event, with the caller's own attendance and swipe. 304 when the caller has this very one, 412 {@code stale} when
     * {@code If-Match} names another; 404 when there is none that
     * the caller may see. When it was found to be one with another, the other answers under this id too: its {@code id} is the one
     * to keep, and {@code Content-Location} says where it is.
     *
     * @return the {@link EventView}
     */
    @GET
    @Path("/{id}")
    public Uni<Response> event(@RestPath UUID id, @Context Request request) {
        return events.one(caller.id(), id).map(event -> answer(id, event, request));
    }

    /** All days of the series of which the Event is one that are not over, the soonest first; none when it is of no series. */
    @GET
    @Path("/{id}/occurrences")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<Page<EventView>> occurrences(
            @RestPath UUID id,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return occurrences.of(caller.id(), id, cursor, limit);
    }

    private static Response answer(UUID asked, EventView event, Request request) {
        var tag = EventTag.of(event);
        var unchanged = request.evaluatePreconditions(tag);
        Refusal.when(unchanged != null && unchanged.build().getStatus() == Refusal.Kind.STALE.status, StaleEvent::new);
        var answer = (unchanged == null ? Response.ok(event).tag(tag) : unchanged)
                .header(HttpHeaders.CACHE_CONTROL, PERSONAL);
        return (event.id().equals(asked)
                        ? answer
                        : answer.header(HttpHeaders.CONTENT_LOCATION, "/api/v1/events/" + event.id()))
                .build();
    }
}
