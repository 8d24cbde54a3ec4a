package app.godo.gateway.entrance;

import io.quarkus.runtime.LaunchMode;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import jakarta.enterprise.context.ApplicationScoped;

/** Ready once the public port is open. A service that is away does not make the gateway unready: it copes. */
@Readiness
@ApplicationScoped
class ListenerHealth implements HealthCheck {

    private final PublicListener listener;

    ListenerHealth(PublicListener listener) {
        this.listener = listener;
    }

    @Override
    public HealthCheckResponse call() {
        var listening = listener.port() > 0 || LaunchMode.current() == LaunchMode.DEVELOPMENT;
        return HealthCheckResponse.named("public listener").status(listening).build();
    }
}
