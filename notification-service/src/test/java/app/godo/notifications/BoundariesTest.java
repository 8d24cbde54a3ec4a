package app.godo.notifications;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.vertx.mutiny.sqlclient.Pool;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

import java.util.function.Supplier;

class BoundariesTest {

    private static final JavaClasses SERVICE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("app.godo.notifications");

    @Test
    void only_wire_opens_sessions_and_transactions() {
        assertTrue(SERVICE.size() > 10);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Pool.class, Mutiny.SessionFactory.class)
                .orShould()
                .callMethod(Panache.class, "withTransaction", Supplier.class)
                .orShould()
                .callMethod(Panache.class, "withSession", Supplier.class)
                .check(SERVICE);
    }

    @Test
    void features_do_not_know_each_other_both_ways() {
        slices().matching("app.godo.notifications.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SERVICE);
    }
}
