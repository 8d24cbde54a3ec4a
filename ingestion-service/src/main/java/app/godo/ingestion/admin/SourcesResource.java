package app.godo.ingestion.admin;

import app.godo.ingestion.registry.KeepSource;
import app.godo.ingestion.registry.SourceForm;
import app.godo.ingestion.syncing.SyncSource;
import app.godo.wire.paging.Page;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestQuery;

import java.net.URI;
import java.util.UUID;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The Sources, for admins. */
@Path("/ingestion/sources")
@RolesAllowed("admin")
class SourcesResource {

    private final SourcesQuery sources;
    private final KeepSource keepSource;
    private final SyncSource syncSource;

    SourcesResource(SourcesQuery sources, KeepSource keepSource, SyncSource syncSource) {
        this.sources = sources;
        this.keepSource = keepSource;
        this.syncSource = syncSource;
    }

    /** Every Source with its last run, by name. */
    @GET
    public Uni<Page<SourceView>> all(
            @RestQuery String cursor, @RestQuery @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return sources.sources(limit, cursor);
    }

    /**
     * Adds a Source of a known kind; it is read at the next look, unless it is added as paused. 409 {@code source-name-taken}, 422
     * with the field at fault.
     *
     * @return 201 {@link SourceView}
     */
    @POST
    public Uni<Response> add(@NotNull SourceForm form) {
        return keepSource.add(form).chain(sources::source).map(source -> Response.created(
                        URI.create("/api/v1/ingestion/sources/" + source.id()))
                .entity(source)
                .build());
    }

    /** One Source with its last run. */
    @GET
    @Path("/{id}")
    public Uni<SourceView> one(UUID id) {
        return sources.source(id);
    }

    /**
     * Changes what a JSON merge patch names, e.g. {@code {"is_active": false}}, which pauses the schedule; a run on its way goes on.
     * Name and kind stay. 422 with the field at fault, 409 {@code licence-ended} for one that may not be used any more.
     *
     * @param patch some of a {@link SourceForm}
     */
    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Uni<SourceView> change(UUID id, @NotNull ObjectNode patch) {
        return keepSource.change(id, patch).chain(() -> sources.source(id));
    }

    /**
     * Begins a run now, whether due, paused or not; the answer names it and does not wait for it, {@code Location} says where it
     * can be watched. 409 {@code sync-running}, {@code source-not-configured} or {@code licence-ended}.
     *
     * @return 202 {@link RunStarted}
     */
    @POST
    @Path("/{id}/sync")
    public Uni<Response> sync(UUID id) {
        return syncSource.handle(id).map(RunsResource::started);
    }

    /** The runs over a Source, newest first. */
    @GET
    @Path("/{id}/runs")
    public Uni<Page<RunView>> runs(
            UUID id, @RestQuery String cursor, @RestQuery @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return sources.runs(id, limit, cursor);
    }
}
