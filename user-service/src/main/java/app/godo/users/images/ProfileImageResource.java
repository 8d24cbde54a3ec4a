package app.godo.users.images;

import app.godo.pictures.Entrance;
import app.godo.pictures.KeepImage;
import app.godo.users.profile.ProfileResource;
import app.godo.users.profile.ProfileView;
import app.godo.users.profile.ShowImage;
import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;

/** The picture of one's own profile. */
@Path("/users/profile/image")
@Authenticated
public class ProfileImageResource {

    private final Entrance entrance;
    private final PictureAllowance allowance;
    private final KeepImage keepImage;
    private final ShowImage showImage;
    private final Caller caller;

    ProfileImageResource(
            Entrance entrance, PictureAllowance allowance, KeepImage keepImage, ShowImage showImage, Caller caller) {
        this.entrance = entrance;
        this.allowance = allowance;
        this.keepImage = keepImage;
        this.showImage = showImage;
        this.caller = caller;
    }

    /**
     * Shows this picture from now on: the bytes of a JPEG or PNG, 5 MiB and 25 million pixels at most. It is drawn anew, at most
     * 1024 pixels a side, and answered with the profile and the address where it is seen by whoever knows that. The same bytes
     * again change nothing. 413 and 422 for one that is too large, 415 for any other format, 422 for what cannot be read, 412
     * {@code stale} when {@code If-Match} names another version of the profile, 429 {@code one-picture-at-a-time} while another one
     * of the caller's arrives, {@code too-many-pictures} after ten within an hour or thirty within a day.
     */
    @PUT
    public Uni<RestResponse<ProfileView>> keep(
            @Context HttpServerRequest request,
            @RestHeader(HttpHeaders.CONTENT_TYPE) String type,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        var id = caller.id();
        return entrance.take(
                        id,
                        request,
                        () -> allowance.spend(id),
                        picture -> keepImage.handle(
                                id.toString(), picture, type, url -> showImage.handle(id, ifMatch, url)))
                .map(ProfileResource::answer);
    }

    /** Shows no picture any more, whether there was one or not; it is gone from the store within a minute. 412
     * {@code stale} when {@code If-Match} names another version of the profile. */
    @DELETE
    public Uni<Void> remove(@RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return showImage.handle(caller.id(), ifMatch, null).replaceWithVoid();
    }
}
