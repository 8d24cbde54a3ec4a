package app.godo.social.activity;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;

import java.util.UUID;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** {@code GET /users/{id}/calendar}. */
@Path("/users/{id}/calendar")
@Authenticated
class CalendarResource {

    private final Outings outings;
    private final Caller caller;

    CalendarResource(Outings outings, Caller caller) {
        this.outings = outings;
        this.caller = caller;
    }

    /**
     * Where somebody goes from now on, in order of time: as far as their {@code calendar_visibility}, their privacy level and the visibility of
     * each attendance let the caller see it. 404 for a calendar that is not shown to the caller, and behind a block.
     */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<CalendarItem>> calendar(
            @PathParam("id") UUID person,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return outings.calendar(caller.id(), person, limit, cursor);
    }
}
