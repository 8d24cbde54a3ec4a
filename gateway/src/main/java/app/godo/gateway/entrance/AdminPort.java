package app.godo.gateway.entrance;

import app.godo.gateway.routing.Reach;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.OptionalInt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Administrators come in by a port of their own, which only their network leads to: a {@code Host} could be claimed by anybody. Where
 * there is none, administration is closed, but on a developer's machine ({@code godo.dev}), where it is open to all.
 */
@ApplicationScoped
class AdminPort {

    private final OptionalInt adminPort;
    private final boolean dev;

    @Inject
    AdminPort(EntranceConfig config, @ConfigProperty(name = "godo.dev", defaultValue = "false") boolean dev) {
        this(config.adminPort(), config.port(), dev);
    }

    AdminPort(OptionalInt adminPort, int publicPort, boolean dev) {
        if (adminPort.isPresent() && adminPort.getAsInt() == publicPort) {
            throw new IllegalArgumentException(
                    "the port for administrators, %d, is the public one".formatted(publicPort));
        }
        this.adminPort = adminPort;
        this.dev = dev;
    }

    /**
     * Whether there is anything for who asks.
     *
     * @param port the one of ours that the request came to
     */
    boolean leadsTo(Reach reach, int port) {
        return switch (reach) {
            case PUBLIC -> true;
            case ADMINS -> adminPort.isPresent() ? adminPort.getAsInt() == port : dev;
            case GATEWAY -> false;
        };
    }
}
