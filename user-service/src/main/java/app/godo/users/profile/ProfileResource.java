package app.godo.users.profile;

import app.godo.wire.caller.Caller;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;

/** One's own profile. */
@Path("/users/profile")
@Authenticated
public class ProfileResource {

    private static final String PERSONAL = "private, no-store";

    private final Transactions transactions;
    private final Profiles profiles;
    private final ProfileViews views;
    private final EditProfile editProfile;
    private final Caller caller;

    ProfileResource(
            Transactions transactions, Profiles profiles, ProfileViews views, EditProfile editProfile, Caller caller) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.views = views;
        this.editProfile = editProfile;
        this.caller = caller;
    }

    /** All of it, with its version as a strong ETag; 304 when the caller has that. */
    @GET
    public Uni<RestResponse<ProfileView>> profile(@Context Request request) {
        var id = caller.id();
        return transactions
                .asCaller(id, () -> profiles.findById(id))
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("user"))
                .map(views::of)
                .map(profile -> answer(profile, request));
    }

    /**
     * Changes what a JSON merge patch names; null removes what can be absent. 422 for a field that does not exist or is not the
     * caller's to change, 412 {@code stale} when {@code If-Match} names another version.
     *
     * @param patch some of a {@link ProfileEdit}
     */
    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Uni<RestResponse<ProfileView>> edit(
            @NotNull ObjectNode patch, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return editProfile.handle(caller.id(), new IfMatch(ifMatch), patch).map(ProfileResource::answer);
    }

    private static RestResponse<ProfileView> answer(VersionedProfile profile, Request request) {
        var unchanged = request.evaluatePreconditions(tagOf(profile));
        return unchanged == null
                ? answer(profile)
                : RestResponse.ResponseBuilder.<ProfileView>create(RestResponse.Status.NOT_MODIFIED)
                        .tag(tagOf(profile))
                        .header(HttpHeaders.CACHE_CONTROL, PERSONAL)
                        .build();
    }

    /** With its version as a strong ETag. */
    public static RestResponse<ProfileView> answer(VersionedProfile profile) {
        return RestResponse.ResponseBuilder.ok(profile.view())
                .tag(tagOf(profile))
                .header(HttpHeaders.CACHE_CONTROL, PERSONAL)
                .build();
    }

    private static EntityTag tagOf(VersionedProfile profile) {
        return new EntityTag(profile.tag());
    }
}
