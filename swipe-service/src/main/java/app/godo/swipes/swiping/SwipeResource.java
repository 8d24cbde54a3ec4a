package app.godo.swipes.swiping;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

import java.util.List;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Taking swipes in. */
@Path("/swipes")
@Authenticated
class SwipeResource {

    private final RecordSwipes recordSwipes;
    private final RecordBatch recordBatch;
    private final Caller caller;

    SwipeResource(RecordSwipes recordSwipes, RecordBatch recordBatch, Caller caller) {
        this.recordSwipes = recordSwipes;
        this.recordBatch = recordBatch;
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

    private static RestResponse<SwipesView> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Recorded(var swipe) -> RestResponse.status(Status.CREATED, swipe);
            case Outcome.Duplicate(var swipe) -> RestResponse.ok(swipe);
            case Outcome.Rejected(var id, var no) -> throw no;
        };
    }
}
