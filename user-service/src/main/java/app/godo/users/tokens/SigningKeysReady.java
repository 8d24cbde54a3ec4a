package app.godo.users.tokens;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import jakarta.inject.Singleton;

/** Ready when it is known since when each signing key is published: before, a key could sign that nobody has. */
@Readiness
@Singleton
class SigningKeysReady implements HealthCheck {

    private final SigningKeyRing keys;

    SigningKeysReady(SigningKeyRing keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("signing keys").status(keys.onRecord()).build();
    }
}
