package app.godo.events.reporting;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** {@code POST /events/{id}/reports}. */
@Path("/events")
@Authenticated
class ReportResource {

    private final ReportEvent reportEvent;
    private final Caller caller;

    ReportResource(ReportEvent reportEvent, Caller caller) {
        this.reportEvent = reportEvent;
        this.caller = caller;
    }

    /**
     * Tells moderators that something is wrong with an Event. Each person has one report of an Event: the same again changes
     * nothing, another one takes its place.
     */
    @POST
    @Path("/{id}/reports")
    public Uni<ReportView> report(@RestPath UUID id, @Valid @NotNull ReportRequest request) {
        return reportEvent.handle(caller.id(), id, request);
    }
}
