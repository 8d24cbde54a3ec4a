package app.godo.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.hibernate.reactive.panache.Panache;
import org.junit.jupiter.api.Test;

import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;

class BoundariesTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.godo.events");

    @Test
    void entities_never_leave_their_feature() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .check(SERVICE);
    }

    @Test
    void resources_are_reached_over_http_only() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .bePackagePrivate()
                .check(SERVICE);
    }

    @Test
    void only_the_one_door_opens_sessions_and_transactions() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.Pool")
                .orShould()
                .callMethodWhere(Calls.of(Panache.class, "withTransaction", "withSession"))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("io.quarkus.hibernate.reactive.panache.common..")
                .check(SERVICE);
    }

    @Test
    void nothing_publishes_but_the_outbox() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("app.godo.wire.outbox.FactPublisher")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients.producer..")
                .check(SERVICE);
    }

    @Test
    void nothing_here_follows_an_address() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "io.vertx.ext.web.client..", "org.jsoup.helper..")
                .check(SERVICE);
    }

    @Test
    void features_do_not_go_round_in_circles() {
        slices().matching("app.godo.events.(*)..").should().beFreeOfCycles().check(SERVICE);
    }
}
