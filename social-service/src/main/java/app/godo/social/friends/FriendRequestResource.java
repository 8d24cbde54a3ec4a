package app.godo.social.friends;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** Asking to be friends, and answering. */
@Path("/users/friends/requests")
@Authenticated
class FriendRequestResource {

    private final AskToBeFriends askToBeFriends;
    private final AcceptRequest acceptRequest;
    private final TakeBackRequest takeBackRequest;
    private final Friendships friendships;
    private final FriendLists lists;
    private final Transactions transactions;
    private final Caller caller;

    FriendRequestResource(
            AskToBeFriends askToBeFriends,
            AcceptRequest acceptRequest,
            TakeBackRequest takeBackRequest,
            Friendships friendships,
            FriendLists lists,
            Transactions transactions,
            Caller caller) {
        this.askToBeFriends = askToBeFriends;
        this.acceptRequest = acceptRequest;
        this.takeBackRequest = takeBackRequest;
        this.friendships = friendships;
        this.lists = lists;
        this.transactions = transactions;
        this.caller = caller;
    }

    /**
     * Asks somebody (201, at once {@code accepted} when they had asked); asking again answers the same (200). 404 for who is not
     * there for the caller, 409 {@code already-friends}, 429 {@code too-many-friend-requests}.
     */
    @POST
    public Uni<RestResponse<FriendRequestView>> ask(@Valid @NotNull AskRequest request) {
        return askToBeFriends
                .handle(caller.id(), request.userId())
                .map(answer -> RestResponse.status(answer.changed() ? Status.CREATED : Status.OK, answer.view()));
    }

    /** Requests that wait: {@code incoming} for the caller's answer, {@code outgoing} for somebody else's. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<PendingRequest>> waiting(
            @QueryParam("direction") @DefaultValue("incoming") String direction,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return switch (direction) {
            case "incoming" -> lists.incoming(caller.id(), limit, cursor);
            case "outgoing" -> lists.outgoing(caller.id(), limit, cursor);
            default ->
                throw new InvalidField("?direction", "unknown-word", "\"direction\" must be incoming or outgoing.");
        };
    }

    /** Agrees to a request made to the caller; agreeing again answers the same. */
    @POST
    @Path("/{id}/accept")
    public Uni<FriendRequestView> accept(@PathParam("id") UUID id) {
        return acceptRequest.handle(caller.id(), id);
    }

    /** Declines a request made to the caller. Its author is not told. */
    @POST
    @Path("/{id}/decline")
    public Uni<Void> decline(@PathParam("id") UUID id) {
        var addressee = caller.id();
        return transactions
                .asCaller(addressee, () -> friendships.decline(id, addressee))
                .invoke(found -> Refusal.when(!found, () -> new NotFound("friend request")))
                .replaceWithVoid();
    }

    /** Takes back a request of the caller's own. */
    @DELETE
    @Path("/{id}")
    public Uni<Void> cancel(@PathParam("id") UUID id) {
        return takeBackRequest.handle(caller.id(), id);
    }
}
