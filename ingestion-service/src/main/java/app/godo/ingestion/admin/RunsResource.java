package app.godo.ingestion.admin;

import app.godo.ingestion.syncing.AcceptMissing;
import app.godo.ingestion.syncing.SyncSource;
import app.godo.wire.caller.Caller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;

import java.util.UUID;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Runs over Sources, for admins. */
@Path("/ingestion/runs")
@RolesAllowed("admin")
class RunsResource {

    private final SourcesQuery sources;
    private final SyncSource syncSource;
    private final AcceptMissing acceptMissing;
    private final Caller caller;

    RunsResource(SourcesQuery sources, SyncSource syncSource, AcceptMissing acceptMissing, Caller caller) {
        this.sources = sources;
        this.syncSource = syncSource;
        this.acceptMissing = acceptMissing;
        this.caller = caller;
    }

    /** How a run goes or went. */
    @GET
    @Path("/{id}")
    public Uni<RunView> one(UUID id) {
        return sources.run(id);
    }

    /**
     * Reads what a run has read once more, with what has been mended since, and without asking the Source. What later runs have
     * seen stays as they saw it, and nothing is taken as gone. 409 {@code sync-running}, or {@code payloads-gone} when not all
     * that it read is kept.
     *
     * @return 202 {@link RunStarted}
     */
    @POST
    @Path("/{id}/replay")
    public Uni<Response> replay(UUID id) {
        return syncSource.replay(id).map(RunsResource::started);
    }

    /**
     * Takes as gone what a run missed and did not believe, but for what has been listed again since: it is told as vanished, which
     * goes on after the answer, and {@code vanished} says how far it is. Safe to repeat: the first word stays. 409 {@code
     * nothing-missing} when the run believed what it missed, or {@code sync-running}.
     */
    @POST
    @Path("/{id}/accept_missing")
    @ResponseStatus(202)
    public Uni<RunView> acceptMissing(UUID id) {
        return acceptMissing.handle(id, caller.id()).chain(() -> sources.run(id));
    }

    static Response started(UUID run) {
        return Response.accepted(new RunStarted(run, "running"))
                .header(HttpHeaders.LOCATION, "/api/v1/ingestion/runs/" + run)
                .build();
    }
}
