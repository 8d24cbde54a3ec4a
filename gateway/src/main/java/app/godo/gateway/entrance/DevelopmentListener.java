package app.godo.gateway.entrance;

import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.ext.web.Router;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** In development mode only: the framework's server, which reloads what has changed, hands everything to the {@link Entrance}. */
@IfBuildProfile("dev")
@ApplicationScoped
class DevelopmentListener {

    private final Entrance entrance;

    DevelopmentListener(Entrance entrance) {
        this.entrance = entrance;
    }

    void routes(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(routing -> entrance.handle(routing.request()));
    }
}
