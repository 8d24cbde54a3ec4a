package app.godo.reco.training;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Models of the deck, for who looks after them. The gateway has no route here. */
@Path("/ml")
@RolesAllowed("ml-admin")
class ModelsResource {

    private final TrainModel trainModel;
    private final Trainings trainings;
    private final KeptModels models;
    private final ServedModels served;
    private final Transactions transactions;

    ModelsResource(
            TrainModel trainModel,
            Trainings trainings,
            KeptModels models,
            ServedModels served,
            Transactions transactions) {
        this.trainModel = trainModel;
        this.trainings = trainings;
        this.models = models;
        this.served = served;
        this.transactions = transactions;
    }

    /**
     * Has a model trained in the background; it serves if it is better than what does. 409 {@code training-under-way} while any
     * replica is at it.
     *
     * @return 202 {@link TrainingStarted}; {@code Location} says how it goes
     */
    @POST
    @Path("/train_model")
    public Uni<Response> train() {
        return trainModel.handle().map(id -> Response.accepted(new TrainingStarted(id, "running"))
                .header(HttpHeaders.LOCATION, "/api/v1/ml/trainings/" + id)
                .build());
    }

    /** How a training goes or went. */
    @GET
    @Path("/trainings/{id}")
    public Uni<TrainingView> training(UUID id) {
        return transactions.sqlAsWorker(transaction -> trainings.one(transaction, id));
    }

    /** The models that are kept, with what speaks for and against each. */
    @GET
    @Path("/models")
    public Uni<ModelsView> models() {
        return transactions.sqlAsWorker(models::all).map(ModelsView::new);
    }

    /**
     * Has this version serve from now on: here when this is answered, in every other replica within two seconds. Version 0 is no
     * model. It serves until a better one is trained.
     *
     * @return 204
     */
    @POST
    @Path("/models/{version}/serve")
    public Uni<Response> serve(long version) {
        return transactions
                .sqlAsWorker(transaction -> models.serve(transaction, version))
                .chain(served::look)
                .replaceWith(Response.noContent().build());
    }
}
