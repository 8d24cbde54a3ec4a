package app.godo.social;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.vertx.mutiny.sqlclient.Pool;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

import java.util.function.Supplier;
import java.util.stream.Stream;
import jakarta.persistence.Entity;

class BoundariesTest {

    private static final JavaClasses SERVICE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("app.godo.social");

    @Test
    void there_is_something_to_look_at() {
        assertTrue(SERVICE.size() > 10);
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
    void only_wire_opens_sessions_and_transactions() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Pool.class, Mutiny.SessionFactory.class, WithTransaction.class, WithSession.class)
                .check(SERVICE);
        noClasses()
                .should()
                .callMethod(Panache.class, "withTransaction", Supplier.class)
                .orShould()
                .callMethod(Panache.class, "withSession", Supplier.class)
                .check(SERVICE);
    }

    @Test
    void no_name_says_nothing() {
        Stream.of("Dto", "Impl", "Manager", "Helper", "Util", "Service")
                .map(noClasses().should()::haveSimpleNameEndingWith)
                .forEach(rule -> rule.check(SERVICE));
    }
}
