package app.godo.social.friends;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;

import java.util.UUID;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** The caller's friends. */
@Path("/users/friends")
@Authenticated
class FriendResource {

    private final FriendLists lists;
    private final EndFriendship endFriendship;
    private final Caller caller;

    FriendResource(FriendLists lists, EndFriendship endFriendship, Caller caller) {
        this.lists = lists;
        this.endFriendship = endFriendship;
        this.caller = caller;
    }

    /** Friends, the newest friendship first. */
    @GET
    @Path("/list")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<FriendView>> friends(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return lists.friends(caller.id(), limit, cursor);
    }

    /** Ends the friendship with this person. */
    @DELETE
    @Path("/{id}")
    public Uni<Void> end(@PathParam("id") UUID friend) {
        return endFriendship.handle(caller.id(), friend);
    }
}
