package app.godo.events.media;

import app.godo.events.media.ShowPicture.Place;
import app.godo.events.moderating.Moderators;
import app.godo.events.reading.EventTag;
import app.godo.pictures.Entrance;
import app.godo.wire.caller.Caller;
import app.godo.wire.events.EventView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import java.util.UUID;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;

/** The picture of an Event that somebody submitted. */
@Path("/events/{id}/image")
@Authenticated
class EventImageResource {

    private final Entrance entrance;
    private final ShowPicture showPicture;
    private final Moderators moderators;
    private final Caller caller;

    EventImageResource(Entrance entrance, ShowPicture showPicture, Moderators moderators, Caller caller) {
        this.entrance = entrance;
        this.showPicture = showPicture;
        this.moderators = moderators;
        this.caller = caller;
    }

    /**
     * Shows this picture with an Event from now on: the bytes of a JPEG or PNG, 5 MiB and 25 million pixels at most. It is drawn
     * anew, at most 1024 pixels a side, and answered with the Event and the address where it is seen by whoever knows that. For who
     * submitted it and for moderators, as every change: 403, 409 and, when {@code If-Match} names another version, 412 {@code stale};
     * when its author changes the picture of an approved Event, a moderator looks again. The same bytes again change nothing. 413 and
     * 422 for one that is too large, 415 for any other format, 422 for what cannot be read, 429 {@code one-picture-at-a-time} while
     * another one of the caller's arrives, 503 {@code busy} while too many of others do.
     *
     * @param ifMatch the ETag of the Event, of which only the version counts; left out, it is shown in any case
     */
    @PUT
    public Uni<RestResponse<EventView>> keep(
            @RestPath UUID id,
            @Context HttpServerRequest request,
            @RestHeader(HttpHeaders.CONTENT_TYPE) String type,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        var place = place(id, ifMatch);
        return entrance.take(
                        place.caller(),
                        request,
                        () -> showPicture.ask(place),
                        picture -> showPicture.handle(place, picture, type))
                .map(event -> RestResponse.ResponseBuilder.ok(event)
                        .tag(EventTag.of(event))
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                        .build());
    }

    /**
     * Shows no picture with an Event any more, whether there was one or not; it is gone from the store within a minute unless another
     * Event of its author shows it. 403, 409 and 412 as for another picture.
     *
     * @param ifMatch the ETag of the Event, of which only the version counts; left out, it is taken away in any case
     */
    @DELETE
    public Uni<Void> remove(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return showPicture.show(place(id, ifMatch), null).replaceWithVoid();
    }

    private Place place(UUID event, String ifMatch) {
        return new Place(caller.id(), moderators.has(caller), event, ifMatch);
    }
}
