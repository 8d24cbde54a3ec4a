package app.godo.events.searching;

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

/** {@code GET /events/search}. */
@Path("/events/search")
@Authenticated
class SearchResource {

    private final SearchQuery search;
    private final Caller caller;

    SearchResource(SearchQuery search, Caller caller) {
        this.search = search;
        this.caller = caller;
    }

    /**
     * Finds Events that the caller may see and that are neither cancelled nor, unless {@code from} says otherwise, over. With
     * {@code q}, first those that have its words in their title, then those that have them in their place, tags or description, then
     * those whose title is written much like it; within these the soonest first. All that is asked for must fit.
     *
     * @param q words, as people type them: "quotes" for a phrase, {@code or}, {@code -without}
     * @param near {@code latitude,longitude} in degrees
     * @param radius metres around {@code near}, from 50 to 100000, 2000 unless said
     * @param bbox {@code west,south,east,north} in degrees
     * @param from the first moment at which it may begin: a time with its offset, or a date in New York
     * @param to the moment before which it begins; a date is included
     * @param category one of these, separated by commas
     * @param priceMax the cheapest way in costs at most this, in minor units; a price that is not known is not below any
     * @param accessible {@code true} for step-free, or all of these, separated by commas: {@code step_free}, {@code asl},
     *     {@code captions}, {@code quiet_space}, {@code gender_neutral_restroom}
     */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<EventView>> search(
            @RestQuery String q,
            @RestQuery String near,
            @RestQuery String radius,
            @RestQuery String bbox,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery String category,
            @RestQuery("price_max") String priceMax,
            @RestQuery String accessible,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        var sought = Sought.of(q, near, radius, bbox, from, to, category, priceMax, accessible);
        return search.page(caller.id(), sought, limit, cursor);
    }
}
