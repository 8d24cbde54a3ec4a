package app.godo.social.plans;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** {@code /groups/{id}/events}. */
@Path("/groups/{id}/events")
@Authenticated
class PlanResource {

    private static final String PERSONAL = "private, no-store";

    private final Propose propose;
    private final CastVote castVote;
    private final ClosePlan closePlan;
    private final Plans plans;
    private final Caller caller;

    PlanResource(Propose propose, CastVote castVote, ClosePlan closePlan, Plans plans, Caller caller) {
        this.propose = propose;
        this.castVote = castVote;
        this.closePlan = closePlan;
        this.plans = plans;
        this.caller = caller;
    }

    /** The group's plans, the newest first, with how the votes stand and not who voted how. 403 {@code members-only}. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<Page<PlanView>> plans(
            @PathParam("id") UUID group,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return plans.all(caller.id(), group, limit, cursor);
    }

    /**
     * Proposes an Event to the group (201). An Event that is open or agreed in it has its plan already, which is the answer then (200);
     * what was rejected or cancelled may be proposed anew. 403 {@code members-only}, 404 for an Event that the caller does not see, 409
     * {@code event-over}, 429 {@code too-many-today} after 30 a day.
     */
    @POST
    public Uni<RestResponse<PlanView>> propose(@PathParam("id") UUID group, @Valid @NotNull PlanRequest request) {
        return propose.handle(caller.id(), group, request)
                .map(proposed -> RestResponse.status(proposed.changed() ? Status.CREATED : Status.OK, proposed.view()));
    }

    /** A plan of the group. 403 {@code members-only}. */
    @GET
    @Path("/{plan_id}")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<PlanView> plan(@PathParam("id") UUID group, @PathParam("plan_id") UUID plan) {
        return plans.one(caller.id(), group, plan);
    }

    /**
     * The caller's vote, instead of the one before; nobody else learns of it. When enough of the group say yes the plan is agreed, and
     * who said yes goes along. 403 {@code members-only}, 409 {@code votes-closed} when it is decided.
     */
    @PUT
    @Path("/{plan_id}/votes/me")
    public Uni<PlanView> vote(
            @PathParam("id") UUID group, @PathParam("plan_id") UUID plan, @Valid @NotNull VoteRequest request) {
        return castVote.handle(caller.id(), group, plan, request.vote().word());
    }

    /**
     * Closes the votes before their time and decides by those there are: for who proposed it and who runs the group, 403
     * {@code role-required} for others. What is decided stays so.
     */
    @POST
    @Path("/{plan_id}/decide")
    public Uni<PlanView> decide(@PathParam("id") UUID group, @PathParam("plan_id") UUID plan) {
        return closePlan.decide(caller.id(), group, plan);
    }

    /** Calls a plan off, agreed or not: for who proposed it and who runs the group, 403 {@code role-required} for others. */
    @DELETE
    @Path("/{plan_id}")
    public Uni<Void> cancel(@PathParam("id") UUID group, @PathParam("plan_id") UUID plan) {
        return closePlan.cancel(caller.id(), group, plan);
    }
}
