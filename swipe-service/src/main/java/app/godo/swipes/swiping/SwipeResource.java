package app.godo.swipes.swiping;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

import java.util.List;
import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** Taking swipes in. */
@Path("/swipes")
@Authenticated
class SwipeResource {

    private final RecordSwipes recordSwipes;
    private final RecordBatch recordBatch;
    private final UndoSwipe undoSwipe;
    private final Caller caller;

    SwipeResource(RecordSwipes recordSwipes, RecordBatch recordBatch, UndoSwipe undoSwipe, Caller caller) {
        this.recordSwipes = recordSwipes;
        this.recordBatch = recordBatch;
        this.undoSwipe = undoSwipe;
        this.caller = caller;
    }

    /**
     * Takes one swipe (201, or 200 when it came before) or a batch of 1 to 100 (200, an answer for each, also for
     * one that cannot be read). A swipe sent again under its {@code client_swipe_id} changes nothing. 404 for one on an Event that
     * the caller may not see.
     */
    @POST
    public Uni<RestResponse<SwipesView>> swipe(@Valid @NotNull SwipesRequest request) {
        return switch (request) {
            case SwipeRequest one ->
                recordSwipes.handle(caller.id(), List.of(one)).map(outcomes -> answer(outcomes.getFirst()));
            case BatchRequest batch ->
                recordBatch
                        .handle(caller.id(), batch.swipes())
                        .map(outcomes -> RestResponse.ok(BatchView.of(outcomes)));
        };
    }

    /**
     * Takes a swipe back: lists, deck and taste are as if it had never been, and what was swiped before holds again. Asked again it
     * changes nothing. Only one that came in the last 10 minutes, or is among the last 20 that came: 409
     * {@code swipe-too-old-to-undo}. 404 for one that is not the caller's own.
     *
     * @param id of the swipe, ours or the client's
     * @param early {@code true} when it may not have come yet, from a phone that was offline: it is then undone when it comes within
     *     30 days (202); of those a person may have 100, 409 {@code too-many-early-undos}
     */
    @POST
    @Path("/{id}/undo")
    public Uni<RestResponse<UndoneSwipe>> undo(@PathParam("id") UUID id, @QueryParam("early") boolean early) {
        return undoSwipe.handle(caller.id(), id, early).map(undone -> undone.map(RestResponse::ok)
                .orElseGet(RestResponse::accepted));
    }

    private static RestResponse<SwipesView> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Recorded(var swipe) -> RestResponse.status(Status.CREATED, swipe);
            case Outcome.Duplicate(var swipe) -> RestResponse.ok(swipe);
            case Outcome.Rejected(var id, var no) -> throw no;
        };
    }
}
