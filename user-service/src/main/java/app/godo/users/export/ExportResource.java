package app.godo.users.export;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;

/** One's own data, to take along (GDPR, articles 15 and 20). */
@Path("/users/export")
@Authenticated
public class ExportResource {

    private final ExportEverything exportEverything;
    private final Caller caller;

    ExportResource(ExportEverything exportEverything, Caller caller) {
        this.exportEverything = exportEverything;
        this.caller = caller;
    }

    /**
     * A zip with a file of JSON for each table that names the caller, {@code schema/table.json}, what was sealed in clear, and a
     * README. 403 {@code wrong-password}; 429 {@code exported-just-now}, once in five minutes; 503 {@code busy}.
     */
    @POST
    @Produces("application/zip")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    @ResponseHeader(name = HttpHeaders.CONTENT_DISPOSITION, value = "attachment; filename=\"godo-export.zip\"")
    public Uni<byte[]> export(@Valid @NotNull ExportRequest request) {
        return exportEverything.handle(caller.token(), request.currentPassword());
    }

    /** The password, so that a found phone is not enough. */
    public record ExportRequest(@NotNull @Size(max = 2048) String currentPassword) {

        /** Nothing of it: what is printed may be kept. */
        @Override
        public String toString() {
            return "ExportRequest";
        }
    }
}
