package app.godo.ingestion.admin;

import app.godo.ingestion.syncing.SyncSource;
import app.godo.wire.paging.Page;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The Sources, for admins. */
@Path("/admin/sources")
@RolesAllowed("admin")
class SourcesResource {

    private final KnownSources sources;
    private final SyncSource syncSource;

    SourcesResource(KnownSources sources, SyncSource syncSource) {
        this.sources = sources;
        this.syncSource = syncSource;
    }

    /** Every Source with its last run; they are few, and come in one page. */
    @GET
    public Uni<Page<SourceView>> all() {
        return sources.all().map(all -> new Page<>(all, null, false));
    }

    /**
     * Begins a run now, whether due, paused or not; the answer names it and does not wait for it, {@code Location} says where it
     * can be watched. 409 {@code sync-running} or {@code source-not-configured}.
     *
     * @return 202 {@link SyncStarted}
     */
    @POST
    @Path("/{name}/sync")
    public Uni<Response> sync(String name) {
        return syncSource.handle(name).map(id -> Response.accepted(new SyncStarted(id, name, "running"))
                .header(HttpHeaders.LOCATION, "/api/v1/admin/sources/%s/runs/%s".formatted(name, id))
                .build());
    }

    /** How a run goes or went. */
    @GET
    @Path("/{name}/runs/{id}")
    public Uni<RunView> run(String name, UUID id) {
        return sources.run(name, id);
    }

    /** Pauses a Source's schedule or takes it up again. */
    @PATCH
    @Path("/{name}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public Uni<SourceView> change(String name, @NotNull @Valid SourceChange change) {
        return sources.activate(name, change.isActive());
    }
}
