package app.godo.events.trending;

import app.godo.wire.caller.Caller;
import app.godo.wire.events.EventView;
import app.godo.wire.paging.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestQuery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** {@code GET /events/stand-in}, which the gateway asks when nobody can recommend. */
@Path("/events/stand-in")
@Authenticated
class StandInResource {

    private final StandInQuery standIn;
    private final Caller caller;

    StandInResource(StandInQuery standIn, Caller caller) {
        this.standIn = standIn;
        this.caller = caller;
    }

    /** One page of what the caller has not swiped: what trends in a week, then what begins soonest. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<EventView>> events(@RestQuery @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return standIn.of(caller.id(), limit).map(events -> new Page<>(events, null, false));
    }
}
