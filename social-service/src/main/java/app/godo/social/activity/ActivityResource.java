package app.godo.social.activity;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** {@code GET /users/friends/activity}. */
@Path("/users/friends/activity")
@Authenticated
class ActivityResource {

    private final Outings outings;
    private final Caller caller;

    ActivityResource(Outings outings, Caller caller) {
        this.outings = outings;
        this.caller = caller;
    }

    /**
     * What friends decided to go to in the last 30 days, the latest first: as far as their {@code calendar_visibility}, their privacy
     * level and the visibility of each attendance let the caller see it. What they swiped is not in it.
     */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<ActivityItem>> activity(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return outings.ofFriends(caller.id(), limit, cursor);
    }
}
