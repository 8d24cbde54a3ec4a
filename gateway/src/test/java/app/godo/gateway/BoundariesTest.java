package app.godo.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class BoundariesTest {

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.godo.gateway");

    @Test
    void the_gateway_keeps_nothing_in_a_database() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.persistence..",
                        "org.hibernate..",
                        "io.vertx.pgclient..",
                        "io.vertx.sqlclient..",
                        "app.godo.wire.rows..",
                        "app.godo.wire.idempotency..")
                .check(GATEWAY);
    }

    @Test
    void its_features_do_not_know_each_other_in_circles() {
        slices().matching("app.godo.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
    }
}
