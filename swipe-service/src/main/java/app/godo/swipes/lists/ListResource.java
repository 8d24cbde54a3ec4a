package app.godo.swipes.lists;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** The caller's lists. */
@Path("/swipes")
@Authenticated
class ListResource {

    private final SwipeLists lists;
    private final Caller caller;

    ListResource(SwipeLists lists, Caller caller) {
        this.lists = lists;
        this.caller = caller;
    }

    /**
     * A page of the calendar (swiped right, in the order in which it takes place), of what was saved (up) or of what was liked
     * (down), newest swipe first.
     *
     * @param from Events that take place from then on: a date in New York, or a time of RFC 3339
     * @param to Events that take place before, likewise; a date is included
     * @param past {@code true} for only what is over, {@code false} for only what is not
     * @param cursor of the page before
     */
    @GET
    @Path("/{list:calendar|saved|liked}")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<SwipedEvent>> page(
            @PathParam("list") String list,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("past") String past,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return lists.page(caller.id(), SwipeList.of(list), Window.of(from, to, past), limit, cursor);
    }
}
