package app.godo.ingestion.admin;

import app.godo.ingestion.syncing.SyncSource;
import io.smallrye.mutiny.Uni;

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

    RunsResource(SourcesQuery sources, SyncSource syncSource) {
        this.sources = sources;
        this.syncSource = syncSource;
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

    static Response started(UUID run) {
        return Response.accepted(new RunStarted(run, "running"))
                .header(HttpHeaders.LOCATION, "/api/v1/ingestion/runs/" + run)
                .build();
    }
}
