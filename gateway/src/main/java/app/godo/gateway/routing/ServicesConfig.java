package app.godo.gateway.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

import java.net.URI;
import java.util.Map;

/** Where the services are: {@code http://host:port}, by name. */
@ConfigMapping(prefix = "godo.services")
public interface ServicesConfig {

    @WithParentName
    Map<String, URI> byName();
}
