package app.godo.social.invites;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.InvalidField;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
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

/** {@code /groups/invites}. */
@Path("/groups/invites")
@Authenticated
class InviteResource {

    private static final String PERSONAL = "private, no-store";

    private final Invite invite;
    private final AnswerInvite answerInvite;
    private final JoinByLink joinByLink;
    private final Invites invites;
    private final Caller caller;

    InviteResource(Invite invite, AnswerInvite answerInvite, JoinByLink joinByLink, Invites invites, Caller caller) {
        this.invite = invite;
        this.answerInvite = answerInvite;
        this.joinByLink = joinByLink;
        this.invites = invites;
        this.caller = caller;
    }

    /** Invites that wait: {@code incoming} for the caller's answer, {@code outgoing} what the caller sent, links too. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<Page<InviteView>> waiting(
            @QueryParam("direction") @DefaultValue("incoming") String direction,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return switch (direction) {
            case "incoming" -> invites.incoming(caller.id(), limit, cursor);
            case "outgoing" -> invites.outgoing(caller.id(), limit, cursor);
            default ->
                throw new InvalidField("?direction", "unknown-word", "\"direction\" must be incoming or outgoing.");
        };
    }

    /**
     * Invites a person for 14 days (201), or makes a link; to invite somebody again answers the same (200). Of a private group for its
     * admins and moderators, of others for every member, links always for who runs the group: 403 {@code role-required}. One has one
     * link into a group: another takes its place, and its {@code token} is told this once. 404 for who is not there for the caller,
     * 409 {@code already-member} and {@code already-invited}, also for 30 days after they declined; 429 {@code too-many-today} after
     * 50 a day.
     */
    @POST
    public Uni<RestResponse<InviteView>> invite(@Valid @NotNull InviteRequest request) {
        return invite.handle(caller.id(), request)
                .map(answer -> ResponseBuilder.<InviteView>create(answer.changed() ? Status.CREATED : Status.OK)
                        .entity(answer.view())
                        .header(HttpHeaders.CACHE_CONTROL, PERSONAL)
                        .build());
    }

    /**
     * Joins the group of a link; who is in it already uses nothing up. 404 for a link that there is not, that ran out or was taken back,
     * and behind a block; 409 {@code group-full}.
     */
    @POST
    @Path("/join")
    public Uni<JoinedView> join(@Valid @NotNull LinkRequest request) {
        return joinByLink.handle(caller.id(), request.token());
    }

    /**
     * Says yes to an invite to the caller, who is in the group then; again answers the same. 409 {@code invite-over} when it was
     * declined, taken back or ran out, 409 {@code group-full}.
     */
    @POST
    @Path("/{id}/accept")
    public Uni<InviteView> accept(@PathParam("id") UUID id) {
        return answerInvite.accept(caller.id(), id);
    }

    /** Says no to an invite to the caller; again changes nothing. 409 {@code invite-over} when it is not open any longer. */
    @POST
    @Path("/{id}/decline")
    public Uni<Void> decline(@PathParam("id") UUID id) {
        return answerInvite.decline(caller.id(), id);
    }

    /** Takes an invite or a link back: by who sent it or runs the group. Again changes nothing. */
    @DELETE
    @Path("/{id}")
    public Uni<Void> revoke(@PathParam("id") UUID id) {
        return answerInvite.revoke(caller.id(), id);
    }
}
