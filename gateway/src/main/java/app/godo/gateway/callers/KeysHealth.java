package app.godo.gateway.callers;

import app.godo.wire.caller.SigningKeys;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Ready once user-service's public keys have been fetched, which being asked brings about: without any nobody could be let in. On a
 * developer's machine ({@code godo.dev}) it is not waited for: user-service itself may be what is worked at.
 */
@Readiness
@ApplicationScoped
class KeysHealth implements AsyncHealthCheck {

    private final SigningKeys keys;
    private final boolean dev;

    KeysHealth(SigningKeys keys, @ConfigProperty(name = "godo.dev", defaultValue = "false") boolean dev) {
        this.keys = keys;
        this.dev = dev;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return keys.areThere().map(there -> HealthCheckResponse.named("signing keys")
                .status(there || dev)
                .withData("fetched", there)
                .build());
    }
}
