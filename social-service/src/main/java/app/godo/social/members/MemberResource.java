package app.godo.social.members;

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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** {@code /groups/{id}/members}. */
@Path("/groups/{id}/members")
@Authenticated
class MemberResource {

    private final JoinGroup joinGroup;
    private final ChangeRole changeRole;
    private final LeaveGroup leaveGroup;
    private final Members members;
    private final Caller caller;

    MemberResource(JoinGroup joinGroup, ChangeRole changeRole, LeaveGroup leaveGroup, Members members, Caller caller) {
        this.joinGroup = joinGroup;
        this.changeRole = changeRole;
        this.leaveGroup = leaveGroup;
        this.members = members;
        this.caller = caller;
    }

    /**
     * Who is in the group, for those who are: 403 {@code members-only} for who finds it and is not in it. Without people between whom
     * and the caller there is a block.
     */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<MemberView>> members(
            @PathParam("id") UUID group,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return members.all(caller.id(), group, limit, cursor);
    }

    /**
     * The caller joins a group that they find (201, or 200 when they are in it already), and accepts by it an invite that waits. Who
     * runs the group may put in a friend: 403 {@code role-required} for others, 403 {@code not-your-friend} for anybody else. 409
     * {@code group-full} when there are {@code max_members}.
     */
    @POST
    public Uni<RestResponse<MemberView>> join(@PathParam("id") UUID group, @Valid @NotNull MemberRequest request) {
        return joinGroup
                .handle(caller.id(), group, request.userId())
                .map(joined -> RestResponse.status(joined.changed() ? Status.CREATED : Status.OK, joined.view()));
    }

    /**
     * Gives somebody another part in the group. For admins: 403 {@code role-required} for other members. 409 {@code last-admin} when
     * nobody would be one.
     */
    @PATCH
    @Path("/{user_id}")
    public Uni<MemberView> change(
            @PathParam("id") UUID group, @PathParam("user_id") UUID person, @Valid @NotNull RoleRequest request) {
        return changeRole.handle(caller.id(), group, person, request.role());
    }

    /**
     * Leaves the group, or puts somebody out of it: moderators put out members, admins everybody, others nobody (403
     * {@code role-required}). 409 {@code last-admin} as long as there are others: make one of them an admin first.
     */
    @DELETE
    @Path("/{user_id}")
    public Uni<Void> leave(@PathParam("id") UUID group, @PathParam("user_id") UUID person) {
        return leaveGroup.handle(caller.id(), group, person);
    }
}
