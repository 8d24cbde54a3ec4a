package app.godo.gateway.limits;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import jakarta.enterprise.context.ApplicationScoped;

/** Ready always: without Redis each replica counts for itself, and says so here. */
@Readiness
@ApplicationScoped
class LimitsHealth implements AsyncHealthCheck {

    private final RateLimiter limiter;

    LimitsHealth(RateLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return UniHelper.toUni(limiter.isShared()).map(shared -> HealthCheckResponse.named("rate limits")
                .up()
                .withData("redis", shared ? "replicas count together" : "degraded: this replica counts alone")
                .build());
    }
}
