package app.godo.wire.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds in every module that keeps something; its {@code BoundariesTest} adds what holds in it alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ServiceBoundaries {

    protected final JavaClasses service;
    private final String root;

    protected ServiceBoundaries(String root) {
        this.root = root;
        this.service = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
    }

    @Test
    void there_is_something_to_look_at() {
        assertTrue(service.size() > 10);
    }

    @Test
    @DisplayName("R-SEC-1: only wire opens sessions and transactions")
    void only_the_one_door_opens_sessions_and_transactions() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "io\\.vertx\\.(mutiny\\.)?(sqlclient|pgclient)\\.(Pool|PgPool|PgConnection)|.*[.$]SessionFactory")
                .check(service);
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("with(New)?(Session|Transaction)|currentTransaction")))
                .check(service);
        noMethods()
                .should()
                .beAnnotatedWith("io.quarkus.hibernate.reactive.panache.common.WithTransaction")
                .orShould()
                .beAnnotatedWith("io.quarkus.hibernate.reactive.panache.common.WithSession")
                .orShould()
                .beAnnotatedWith("jakarta.transaction.Transactional")
                .check(service);
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
                .check(service);
    }

    @Test
    void entities_never_leave_their_feature() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .check(service);
    }

    @Test
    @DisplayName("D-12: nothing waits on an event loop")
    void nothing_waits_on_an_event_loop() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("await|sleep"))
                        .and(target(owner(
                                resideInAnyPackage("io.smallrye.mutiny..", "java.util.concurrent..", "java.lang"))))
                        .and(describe(
                                "but to stop",
                                call -> !call.getOrigin().getName().equals("stop"))))
                .check(service);
    }

    @Test
    void names_say_what_a_class_is_for() {
        noClasses()
                .should()
                .haveNameMatching(".*(Dto|DTO|Impl|Manager|Helper|Util|Utils|Service)")
                .check(service);
    }

    @Test
    void features_do_not_go_in_circles() {
        slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(service);
    }
}
