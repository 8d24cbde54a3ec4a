package app.godo.ingestion.testing;

import app.godo.wire.testing.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import java.util.Map;

/** Tells the application where the portal of the tests will be; each test opens its own {@link Portal} there. */
public class PortalAddress implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("godo.sources.nyc-parks.url", "http://127.0.0.1:" + FreePort.any());
    }

    @Override
    public void stop() {}
}
