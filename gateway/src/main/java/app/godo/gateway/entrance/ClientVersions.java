package app.godo.gateway.entrance;

import app.godo.gateway.exchange.Refused;
import io.vertx.core.http.HttpServerRequest;

import java.lang.module.ModuleDescriptor.Version;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns away an app that is older than what is still answered. One that does not say its version is let in: it may be no app. */
@ApplicationScoped
class ClientVersions {

    private static final String VERSION = "X-Client-Version";

    /** Null when none is too old. */
    private final Version oldest;

    ClientVersions(EntranceConfig config) {
        this.oldest = config.oldestClient().map(Version::parse).orElse(null);
    }

    /** @throws Refused when it is too old, or says what is no version */
    void check(HttpServerRequest request) {
        if (oldest == null) {
            return;
        }
        var said = request.getHeader(VERSION);
        if (said != null && isTooOld(said)) {
            throw Refused.clientTooOld(oldest.toString());
        }
    }

    private boolean isTooOld(String said) {
        try {
            return Version.parse(said).compareTo(oldest) < 0;
        } catch (IllegalArgumentException noVersion) {
            return true;
        }
    }
}
