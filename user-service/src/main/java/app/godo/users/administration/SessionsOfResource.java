package app.godo.users.administration;

import app.godo.wire.caller.Admins;
import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;

import java.util.UUID;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;

/** Other people's sessions; for admins, and for nobody else there. */
@Path("/users/{id}/sessions")
@Authenticated
public class SessionsOfResource {

    private final Admins admins;
    private final EndSessionsOf endSessionsOf;
    private final Caller caller;

    SessionsOfResource(Admins admins, EndSessionsOf endSessionsOf, Caller caller) {
        this.admins = admins;
        this.endSessionsOf = endSessionsOf;
        this.caller = caller;
    }

    /** Ends all of them. */
    @DELETE
    public Uni<Void> end(@RestPath UUID id) {
        var admin = caller.token();
        admins.only(admin);
        return endSessionsOf.handle(admin, id);
    }
}
