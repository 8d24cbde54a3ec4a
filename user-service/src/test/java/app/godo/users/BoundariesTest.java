package app.godo.users;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import jakarta.persistence.Entity;

class BoundariesTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.godo.users");

    @Test
    @DisplayName("R-SEC-1 only wire opens transactions and sessions")
    void only_the_one_door_opens_transactions() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "io\\.vertx\\.(mutiny\\.)?(sqlclient|pgclient)\\.(Pool|PgPool|PgConnection)|.*\\.SessionFactory|.*Mutiny\\$SessionFactory")
                .check(SERVICE);
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("with(New)?(Session|Transaction)|currentTransaction")))
                .check(SERVICE);
        noMethods()
                .should()
                .beAnnotatedWith("io.quarkus.hibernate.reactive.panache.common.WithTransaction")
                .orShould()
                .beAnnotatedWith("io.quarkus.hibernate.reactive.panache.common.WithSession")
                .orShould()
                .beAnnotatedWith("jakarta.transaction.Transactional")
                .check(SERVICE);
    }

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
    void names_say_what_a_class_is_for() {
        noClasses()
                .should()
                .haveNameMatching(".*(Dto|DTO|Impl|Manager|Helper|Util|Utils|Service)")
                .check(SERVICE);
    }

    @Test
    @DisplayName("D-12 nothing waits on an event loop")
    void nothing_waits_on_an_event_loop() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("await|subscribe|sleep|join"))
                        .and(target(owner(
                                resideInAnyPackage("io.smallrye.mutiny..", "java.util.concurrent..", "java.lang")))))
                .check(SERVICE);
    }

    @Test
    void only_passwords_know_how_they_are_hashed_and_only_secrets_how_columns_are_sealed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..passwords")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("de.mkammerer..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage("..secrets")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.crypto..")
                .check(SERVICE);
    }
}
