package app.godo.reco.catalogue;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import jakarta.enterprise.context.ApplicationScoped;

/** No feed before there is something to choose from. */
@Readiness
@ApplicationScoped
class CatalogueReady implements HealthCheck {

    private final Catalogue catalogue;

    CatalogueReady(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("catalogue")
                .status(catalogue.loaded())
                .withData("events", catalogue.live().all().size())
                .build();
    }
}
