package app.godo.reco.feed;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.InvalidField;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;

import java.time.Clock;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

/** The caller's feed. */
@Path("/events/feed")
@Authenticated
class FeedResource {

    private static final int USUAL_LIMIT = 20;

    private final ServeFeed feed;
    private final FeedConfig config;
    private final Caller caller;
    private final Clock clock;

    FeedResource(ServeFeed feed, FeedConfig config, Caller caller, Clock clock) {
        this.feed = feed;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * A deck of Events the caller has yet to swipe, best first, with the reasons for each. While nothing changes for the caller
     * the same deck is dealt for a minute; a deck can be paged through for a quarter of an hour, without repeats or gaps: after
     * that it is gone, 404 {@code deck-expired}. 503 {@code feed-unavailable} right after a start.
     *
     * @param limit from 1 to 100, 20 when left out
     * @param cursor of the part before
     * @param when {@code today|tomorrow|weekend|week}, a date, or two dates with a slash between, in New York
     * @param category one or more, separated by commas
     * @param priceMax in minor units; leaves out what names no price
     * @param near {@code latitude,longitude}, or the name of a neighbourhood or borough
     * @param accessible {@code true} for step-free, or features of {@code accessibility_info} separated by commas
     */
    @GET
    public Uni<RestResponse<DeckView>> feed(
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @QueryParam("when") String when,
            @QueryParam("category") String category,
            @QueryParam("price_max") String priceMax,
            @QueryParam("near") String near,
            @QueryParam("accessible") String accessible,
            @Context UriInfo uri) {
        var filters = Filters.of(when, category, priceMax, near, accessible, config.nearKilometres(), clock.instant());
        var size = limitOf(limit);
        var deck = cursor == null
                ? feed.fromTheTop(caller.id(), filters, size)
                : feed.after(cursor, caller.id(), filters, size);
        return deck.map(view -> answer(view, uri));
    }

    static int limitOf(String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        try {
            var limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= Page.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException noNumber) {
            // refused below, like one that is out of range
        }
        throw new InvalidField("?limit", "out-of-range", "A limit is a whole number from 1 to " + Page.MAX_LIMIT + ".");
    }

    private static RestResponse<DeckView> answer(DeckView view, UriInfo uri) {
        var answer = RestResponse.ResponseBuilder.ok(view).header(HttpHeaders.CACHE_CONTROL, "private, no-store");
        if (view.hasMore()) {
            var next = uri.getRequestUriBuilder()
                    .scheme(null)
                    .host(null)
                    .port(-1)
                    .replaceQueryParam("cursor", view.nextCursor())
                    .build();
            answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next));
        }
        return answer.build();
    }
}
