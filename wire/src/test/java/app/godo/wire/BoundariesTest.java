package app.godo.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class BoundariesTest {

    private static final JavaClasses WIRE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.godo.wire");

    @Test
    void only_what_must_sees_the_database() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..wire.rows",
                        "..wire.outbox",
                        "..wire.inbox",
                        "..wire.idempotency",
                        "..wire.events",
                        "..wire.leasing",
                        "..wire.sealing")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx.mutiny.sqlclient..",
                        "io.vertx.pgclient..",
                        "org.hibernate.reactive..",
                        "io.quarkus.hibernate.reactive..")
                .check(WIRE);
    }

    @Test
    void only_the_one_door_opens_transactions() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..wire.rows")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.Pool")
                .check(WIRE);
    }
}
