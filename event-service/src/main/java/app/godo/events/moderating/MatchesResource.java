package app.godo.events.moderating;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Which Listings tell of one Event; for moderators, and for nobody else there. */
@Path("/moderation")
@Authenticated
class MatchesResource {

    private final ListingsQuery listings;
    private final RuleOnListings ruleOnListings;
    private final Moderators moderators;
    private final Caller caller;

    MatchesResource(ListingsQuery listings, RuleOnListings ruleOnListings, Moderators moderators, Caller caller) {
        this.listings = listings;
        this.ruleOnListings = ruleOnListings;
        this.moderators = moderators;
        this.caller = caller;
    }

    /** Pairs of Listings that may tell of one Event and wait for a decision, the surest first. */
    @GET
    @Path("/matches")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<MatchView>> matches(
            @RestQuery String cursor, @RestQuery @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        moderators.must(caller);
        return listings.toDecide(cursor, limit);
    }

    /**
     * Decides whether two Listings tell of one Event, whatever was found, for good and at once. Of two Events that become one, that
     * which more people know stays, and the other's id stands for it; where two are parted again, everybody is found where they had
     * said that they come.
     */
    @PUT
    @Path("/matches")
    public Uni<RulingView> rule(@Valid @NotNull RulingRequest request) {
        return ruleOnListings.handle(moderators.must(caller), request);
    }

    /** All Listings that tell of an Event. */
    @GET
    @Path("/events/{id}/listings")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<ListingView>> listings(@RestPath UUID id) {
        moderators.must(caller);
        return listings.of(id).map(all -> new Page<>(all, null, false));
    }

    /** Takes a Listing out of an Event, for good: it gets back the Event that was made for it, or one of its own. */
    @POST
    @Path("/events/{id}/unmerge")
    public Uni<ListingView> unmerge(@RestPath UUID id, @Valid @NotNull PartingRequest request) {
        return ruleOnListings.part(moderators.must(caller), id, request);
    }
}
