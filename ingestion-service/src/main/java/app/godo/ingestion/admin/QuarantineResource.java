package app.godo.ingestion.admin;

import app.godo.wire.paging.Page;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestQuery;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Rows that could not be read, for admins. */
@Path("/ingestion/quarantine")
@RolesAllowed("admin")
class QuarantineResource {

    private final SourcesQuery sources;

    QuarantineResource(SourcesQuery sources) {
        this.sources = sources;
    }

    /**
     * What is set aside, last met first.
     *
     * @param source a Source's name; without it every Source's
     */
    @GET
    public Uni<Page<QuarantinedView>> all(
            @RestQuery String source,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return sources.quarantine(source, limit, cursor);
    }
}
