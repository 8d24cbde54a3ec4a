package app.godo.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import app.godo.wire.testing.ServiceBoundaries;
import org.junit.jupiter.api.Test;

import jakarta.ws.rs.Path;

class BoundariesTest extends ServiceBoundaries {

    BoundariesTest() {
        super("app.godo.events");
    }

    @Test
    void resources_are_reached_over_http_only() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .bePackagePrivate()
                .check(service);
    }

    @Test
    void nothing_here_follows_an_address() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "io.vertx.ext.web.client..", "org.jsoup.helper..")
                .check(service);
    }
}
