package app.godo.swipes.swiping;

import app.godo.wire.caller.Caller;
import app.godo.wire.facts.Direction;
import app.godo.wire.problem.NotFound;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;

import java.util.UUID;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The caller's lists, an Event at a time. */
@Path("/swipes")
@Authenticated
class EntryResource {

    private static final String ENTRY = "/{list:calendar|saved|liked}/{event}";

    private final MoveEntry moveEntry;
    private final Caller caller;

    EntryResource(MoveEntry moveEntry, Caller caller) {
        this.moveEntry = moveEntry;
        this.caller = caller;
    }

    /**
     * Puts an Event on a list, and so takes it off the other two: to swipe it that way, if it is not there yet. 404 for one that the
     * caller may not see.
     */
    @PUT
    @Path(ENTRY)
    @ResponseStatus(204)
    public Uni<Void> put(@PathParam("list") String list, @PathParam("event") UUID event) {
        return moveEntry.to(caller.id(), event, wayTo(list));
    }

    /** Takes an Event off a list: to swipe it left. Done as well when it is not there. */
    @DELETE
    @Path(ENTRY)
    @ResponseStatus(204)
    public Uni<Void> remove(@PathParam("list") String list, @PathParam("event") UUID event) {
        return moveEntry.off(caller.id(), event, wayTo(list));
    }

    private static Direction wayTo(String list) {
        return switch (list) {
            case "calendar" -> Direction.RIGHT;
            case "saved" -> Direction.UP;
            case "liked" -> Direction.DOWN;
            default -> throw new NotFound("list");
        };
    }
}
