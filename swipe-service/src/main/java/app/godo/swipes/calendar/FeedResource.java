package app.godo.swipes.calendar;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** The address of the caller's calendar. */
@Path("/swipes/calendar/feed")
@Authenticated
class FeedResource {

    private final Feeds feeds;
    private final Caller caller;

    FeedResource(Feeds feeds, Caller caller) {
        this.feeds = feeds;
        this.caller = caller;
    }

    /** Gives the calendar a new address; the one before leads nowhere from now on. Asked again it is yet another: the last holds. */
    @POST
    @ResponseStatus(201)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<FeedView> open() {
        return feeds.open(caller.id()).map(FeedView::of);
    }

    /** Takes the address away; done as well when there is none. */
    @DELETE
    @ResponseStatus(204)
    public Uni<Void> close() {
        return feeds.close(caller.id());
    }
}
