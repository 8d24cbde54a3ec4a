package app.godo.swipes.archive;

import app.godo.wire.caller.Admins;
import app.godo.wire.caller.Caller;
import io.quarkus.logging.Log;
import io.quarkus.security.Authenticated;
import org.jboss.resteasy.reactive.ResponseStatus;

import java.time.Duration;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** The archive of swipes, for admins. */
@Path("/swipes/archive")
@Authenticated
class ArchiveResource {

    private final ArchiveSwipes archiveSwipes;
    private final Admins admins;
    private final Caller caller;

    ArchiveResource(ArchiveSwipes archiveSwipes, Admins admins, Caller caller) {
        this.archiveSwipes = archiveSwipes;
        this.admins = admins;
        this.caller = caller;
    }

    /** Begins to archive what is old enough, unless somebody is at it; it is done once a week anyway. 404 for who is no admin. */
    @POST
    @ResponseStatus(202)
    public void archive() {
        admins.only(caller.token());
        archiveSwipes
                .handle(Duration.ZERO)
                .subscribe()
                .with(done -> {}, failure -> Log.error("swipes were not archived", failure));
    }
}
