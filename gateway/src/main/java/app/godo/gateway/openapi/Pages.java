package app.godo.gateway.openapi;

import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.exchange.Refused;
import app.godo.gateway.routing.Route;
import io.vertx.core.http.HttpMethod;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import jakarta.enterprise.context.ApplicationScoped;

/** What the gateway answers by itself, by path; who is let in to it, and how often, the route table says as of everything else. */
@ApplicationScoped
public class Pages {

    private static final String DOCUMENT = "/api/v1/openapi.json";
    private static final String READER = "/api/v1/docs";
    /** As the route table calls it. */
    private static final String SERVICE = "gateway";

    private static final String STYLE = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Scripts and styles from here only, none written into the page; the pictures are inside the style sheet. */
    private static final String ONLY_ITSELF =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Page> byPath = new HashMap<>();

    Pages(@ConfigProperty(name = "godo.dev", defaultValue = "false") boolean dev) {
        byPath.put(DOCUMENT, Page.of("/openapi.json", "application/json", null));
        if (dev) {
            var swagger = "/META-INF/resources/webjars/swagger-ui/" + swaggerVersion() + "/";
            byPath.put(READER, Page.of("/docs/index.html", "text/html; charset=utf-8", ONLY_ITSELF));
            byPath.put(READER + "/start.js", Page.of("/docs/start.js", SCRIPT, ONLY_ITSELF));
            byPath.put(
                    READER + "/swagger-ui-bundle.js", Page.of(swagger + "swagger-ui-bundle.js", SCRIPT, ONLY_ITSELF));
            byPath.put(READER + "/swagger-ui.css", Page.of(swagger + "swagger-ui.css", STYLE, ONLY_ITSELF));
        }
    }

    /** Whether what is asked for there is nobody else's to answer. */
    public boolean are(Route route) {
        return route.service().equals(SERVICE);
    }

    /** Answers with the page at this path. */
    public void answer(Exchange exchange) {
        var page = byPath.get(exchange.request().path());
        if (page == null) {
            throw Refused.nothingHere();
        }
        var method = exchange.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            throw Refused.methodNotAllowed("GET, HEAD");
        }
        page.answer(exchange);
    }

    private static String swaggerVersion() {
        try (InputStream file =
                Pages.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
