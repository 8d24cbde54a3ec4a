package app.godo.reco.learned;

import app.godo.reco.catalogue.Catalogue;
import app.godo.reco.catalogue.Facet;
import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.company.KeptFrom;
import app.godo.wire.caller.Caller;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * What was learned of the caller from their swipes. What they state on their own account is user-service's {@code
 * /users/preferences}.
 */
@Path("/users/preferences/learned")
@Authenticated
class LearnedResource {

    private static final String ONLINE = "online";

    private final ShowLearned showLearned;
    private final Corrected corrected;
    private final Catalogue catalogue;
    private final KeptFrom keptFrom;
    private final Caller caller;

    LearnedResource(
            ShowLearned showLearned, Corrected corrected, Catalogue catalogue, KeptFrom keptFrom, Caller caller) {
        this.showLearned = showLearned;
        this.corrected = corrected;
        this.catalogue = catalogue;
        this.keptFrom = keptFrom;
        this.caller = caller;
    }

    /** What was learned, and what the caller says of it. 503 {@code taste-unavailable} while it is not at hand. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<LearnedView> learned() {
        return showLearned.handle(caller.id());
    }

    /**
     * Says what the caller likes whatever was learned, for the very next deck. Replaces all that was said so: what is not said any
     * more goes by swipes again. 503 {@code taste-unavailable} when it is kept and not heeded yet: send it again.
     */
    @PUT
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<LearnedView> correct(@Valid @NotNull CorrectionsRequest request) {
        var id = caller.id();
        return corrected.say(id, request.checked().corrections()).chain(() -> showLearned.handle(id));
    }

    /**
     * Forgets all that was learned, and all that was said of it: the caller is as new, but that no Event comes back. 503 {@code
     * taste-unavailable} likewise.
     *
     * @return 204
     */
    @DELETE
    public Uni<Response> forget() {
        return done(corrected.forget(caller.id()));
    }

    /**
     * Less like this Event: it goes from the very next deck, and what has its category or tags moves down. 404 {@code not-found} for
     * one that is not in anybody's deck, 503 {@code taste-unavailable}.
     *
     * @return 204
     */
    @PUT
    @Path("/less/{event_id}")
    public Uni<Response> less(@PathParam("event_id") UUID eventId) {
        var facets = event(eventId).facets().names().stream()
                .filter(name -> name.startsWith(Facet.CATEGORY.named("")) || name.startsWith(Facet.TAG.named("")))
                .toList();
        return done(corrected.less(caller.id(), eventId, facets));
    }

    /**
     * Takes that back. 503 {@code taste-unavailable}.
     *
     * @return 204
     */
    @DELETE
    @Path("/less/{event_id}")
    public Uni<Response> notLess(@PathParam("event_id") UUID eventId) {
        return done(corrected.notLess(caller.id(), eventId));
    }

    /**
     * Not this venue: nothing that is where this Event is comes in the very next deck, or in any. 404 {@code not-found} for an Event
     * that is not in anybody's deck, 422 {@code no-venue} for one that is online, 503 {@code taste-unavailable}.
     *
     * @return 204
     */
    @PUT
    @Path("/venues/{event_id}")
    public Uni<Response> notThere(@PathParam("event_id") UUID eventId) {
        var told = event(eventId).told();
        Refusal.when(ONLINE.equals(told.locationKind()), NoVenue::new);
        return done(corrected.notThere(caller.id(), eventId, told.locationName()));
    }

    /**
     * Takes that back, whichever of the venue's Events it is said with of those that it was said of. 503 {@code taste-unavailable}.
     *
     * @return 204
     */
    @DELETE
    @Path("/venues/{event_id}")
    public Uni<Response> thereAgain(@PathParam("event_id") UUID eventId) {
        return done(corrected.thereAgain(caller.id(), eventId));
    }

    private LiveEvent event(UUID id) {
        var event = catalogue.live().byId().get(id);
        if (event == null || keptFrom.keeps(event, caller.id())) {
            throw new NotFound("event");
        }
        return event;
    }

    private static Uni<Response> done(Uni<Void> work) {
        return work.replaceWith(Response.noContent().build());
    }
}
