package app.godo.events.trending;

import app.godo.events.places.Places;
import app.godo.wire.caller.Caller;
import app.godo.wire.events.EventView;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** {@code GET /events/trending}. */
@Path("/events/trending")
@PermitAll
class TrendingResource {

    /** RFC 5861. */
    private static final String FOR_EVERYBODY = "public, max-age=60, stale-while-revalidate=300";

    private static final String PERSONAL = "private, no-store";

    private final TrendingQuery trending;
    private final Places places;
    private final Caller caller;

    TrendingResource(TrendingQuery trending, Places places, Caller caller) {
        this.trending = trending;
        this.places = places;
        this.caller = caller;
    }

    /**
     * What at least ten people have come to like within the window, hottest first, and is not over. Needs no token; with one, the
     * Events say what the caller makes of them, and those of people who are blocked are missing.
     *
     * @param window {@code 24h}, {@code 3d} or {@code 7d}, a week unless said; what was said in it loses half its weight with every
     *     quarter of it
     * @param neighborhood a name from the list of New York neighbourhoods
     */
    @GET
    public Uni<RestResponse<Page<EventView>>> trending(
            @RestQuery String window,
            @RestQuery String neighborhood,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Refusal.when(
                neighborhood != null && !places.knows(neighborhood),
                () -> new InvalidField(
                        "?neighborhood", "unknown-neighborhood", "There is no such neighbourhood in New York."));
        var span = Span.of(window);
        return caller.idIfAny().chain(reader -> trending.page(reader, span, neighborhood, limit, cursor)
                .map(page -> RestResponse.ResponseBuilder.ok(page)
                        .header(HttpHeaders.CACHE_CONTROL, reader == null ? FOR_EVERYBODY : PERSONAL)
                        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
                        .build()));
    }
}
