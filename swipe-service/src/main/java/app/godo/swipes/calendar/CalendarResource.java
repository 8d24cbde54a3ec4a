package app.godo.swipes.calendar;

import app.godo.wire.events.EventView;
import app.godo.wire.problem.Refusal;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import java.util.List;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Calendars, as calendar programs read them. */
@Path("/calendar")
@PermitAll
class CalendarResource {

    private static final String CALENDAR = "text/calendar;charset=UTF-8";

    private final Feeds feeds;

    CalendarResource(Feeds feeds) {
        this.feeds = feeds;
    }

    /**
     * A person's calendar (RFC 5545): what was swiped right, and what they said they may come to. No token is asked for, the address
     * is the secret. 304 for who has it as it is; 404 for an address that leads nowhere, or nowhere any more.
     *
     * @param token of the address that {@code POST /swipes/calendar/feed} gave
     */
    @GET
    @Path("/{token}.ics")
    @Produces(CALENDAR)
    public Uni<Response> read(@PathParam("token") String token, @Context Request request) {
        return feeds.read(new FeedToken(token))
                .map(events -> answer(events, request))
                .onFailure(failure -> !(failure instanceof Refusal))
                .transform(CalendarResource::told);
    }

    /** What fails for no reason of ours to refuse is logged with its path elsewhere, and here the path is the secret. */
    private static CalendarAway told(Throwable failure) {
        Log.error("a calendar could not be read", failure);
        return new CalendarAway();
    }

    private static Response answer(List<EventView> events, Request request) {
        var calendar = Calendar.of(events);
        var tag = new EntityTag(calendar.digest());
        var unchanged = request.evaluatePreconditions(tag);
        var answer = unchanged == null ? Response.ok(calendar.text(), CALENDAR) : unchanged;
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
