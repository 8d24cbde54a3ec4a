package app.godo.social.groups;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.Refusal;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code /groups} and {@code /groups/{id}}. */
@Path("/groups")
@Authenticated
class GroupResource {

    private static final String PERSONAL = "private, no-store";

    private final CreateGroup createGroup;
    private final ChangeGroup changeGroup;
    private final GroupQuery groups;
    private final Caller caller;

    GroupResource(CreateGroup createGroup, ChangeGroup changeGroup, GroupQuery groups, Caller caller) {
        this.createGroup = createGroup;
        this.changeGroup = changeGroup;
        this.groups = groups;
        this.caller = caller;
    }

    /**
     * The caller's groups, the one they came into last first; with {@code q} the groups that they may find and whose names have it
     * in them, the newest first: public ones and, with a friend among their admins, {@code friends_only} ones, but for those of which
     * an admin blocks the caller or is blocked.
     *
     * @param q part of a name
     */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<Page<GroupView>> groups(
            @QueryParam("q") @Size(min = 2, max = 100) String q,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return q == null ? groups.mine(caller.id(), limit, cursor) : groups.found(caller.id(), q, limit, cursor);
    }

    /**
     * Makes a group with the caller as its admin. Sent again with the same {@code Idempotency-Key}, it is answered again and nothing
     * else; without one it is refused (400 {@code idempotency-key-required}). The same key with another group is 422
     * {@code idempotency-key-reused}, and 409 {@code idempotency-key-in-progress} while the first is at work for longer than a second;
     * 429 {@code too-many-today} after ten a day. {@code Location} says where it is.
     *
     * @param key of the caller's own making, a new one for each group
     * @return 201 the {@link GroupView}
     */
    @POST
    public Uni<Response> create(
            @RestHeader("Idempotency-Key") UUID key, @Valid @NotNull GroupRequest request, @Context UriInfo uri) {
        Refusal.when(key == null, KeyRequired::new);
        return createGroup.handle(caller.id(), key, request).map(answer -> {
            var created = Response.status(Response.Status.CREATED)
                    .header(
                            HttpHeaders.LOCATION,
                            uri.getAbsolutePathBuilder()
                                    .scheme(null)
                                    .host(null)
                                    .port(-1)
                                    .path(answer.value().id().toString())
                                    .build())
                    .header(HttpHeaders.CACHE_CONTROL, PERSONAL)
                    .tag(new EntityTag(answer.value().tag()))
                    .entity(answer.value());
            return (answer.replayed() ? created.header("Idempotency-Replayed", "true") : created).build();
        });
    }

    /** A group that the caller finds, with an ETag that begins with its version; 304 when the caller has that, 404 for any other. */
    @GET
    @Path("/{id}")
    public Uni<RestResponse<GroupView>> group(@PathParam("id") UUID id, @Context Request request) {
        return groups.one(caller.id(), id).map(group -> {
            var tag = new EntityTag(group.tag());
            return request.evaluatePreconditions(tag) == null
                    ? answer(group)
                    : ResponseBuilder.<GroupView>create(RestResponse.Status.NOT_MODIFIED)
                            .tag(tag)
                            .header(HttpHeaders.CACHE_CONTROL, PERSONAL)
                            .build();
        });
    }

    /**
     * Changes of a group what a JSON merge patch names; null removes what can be absent. For admins: 403 {@code role-required} for
     * everybody else who finds it. 428 {@code if-match-required} without {@code If-Match}, 412 {@code stale} when it names another
     * version. Whoever is in the group stays when it becomes more private; {@code max_members} cannot be less than there are.
     *
     * @param patch some of a {@link GroupRequest}
     * @param ifMatch the ETag of the group; only the version in it counts
     */
    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Uni<RestResponse<GroupView>> edit(
            @PathParam("id") UUID id, @NotNull ObjectNode patch, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return changeGroup.edit(caller.id(), id, new IfMatch(ifMatch), patch).map(GroupResource::answer);
    }

    /**
     * Deletes a group with its members, invites, plans and messages. 403, 412 and 428 as for a change.
     *
     * @param ifMatch the ETag of the group; only the version in it counts
     */
    @DELETE
    @Path("/{id}")
    public Uni<Void> delete(@PathParam("id") UUID id, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return changeGroup.delete(caller.id(), id, new IfMatch(ifMatch));
    }

    private static RestResponse<GroupView> answer(GroupView group) {
        return ResponseBuilder.ok(group)
                .tag(new EntityTag(group.tag()))
                .header(HttpHeaders.CACHE_CONTROL, PERSONAL)
                .build();
    }
}
