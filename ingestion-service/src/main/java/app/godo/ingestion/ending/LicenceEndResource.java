package app.godo.ingestion.ending;

import app.godo.wire.caller.Caller;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;

import java.util.UUID;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** The end of a Source's licence, for admins. */
@Path("/ingestion/sources/{id}/licence-end")
@RolesAllowed("admin")
class LicenceEndResource {

    private final EndLicence endLicence;
    private final LicenceEnds ends;
    private final Transactions transactions;
    private final Caller caller;

    LicenceEndResource(EndLicence endLicence, LicenceEnds ends, Transactions transactions, Caller caller) {
        this.endLicence = endLicence;
        this.ends = ends;
        this.transactions = transactions;
        this.caller = caller;
    }

    /**
     * Ends the licence of a Source, for good: it is not asked again, a run on its way is cut off, and its payloads, its rows in the
     * quarantine and its Listings are removed, which is told to the catalogue. Goes on after the answer; safe to repeat, and the
     * first reason stays.
     */
    @PUT
    @ResponseStatus(202)
    public Uni<LicenceEndView> end(UUID id, @NotNull @Valid LicenceEndRequest request) {
        return endLicence.handle(id, caller.id(), request.reason());
    }

    /** How far that is; 404 {@code not-found} for a Source that may be used. */
    @GET
    public Uni<LicenceEndView> one(UUID id) {
        return transactions.sqlAsWorker(transaction -> ends.view(transaction, id));
    }
}
