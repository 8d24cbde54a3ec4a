package app.godo.ingestion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class BoundariesTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.godo.ingestion");

    @Test
    void only_the_one_door_opens_sessions_and_transactions() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.Pool")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.sqlclient.Pool")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate.reactive..", "io.quarkus.hibernate.reactive..")
                .check(SERVICE);
    }

    @Test
    void connectors_know_neither_the_database_nor_how_a_sync_is_run() {
        noClasses()
                .that()
                .resideInAnyPackage("..ingestion.nycparks..", "..ingestion.reading..", "..ingestion.fetching..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx.mutiny.sqlclient..",
                        "app.godo.wire.rows..",
                        "app.godo.wire.outbox..",
                        "..ingestion.syncing..",
                        "..ingestion.leasing..",
                        "..ingestion.admin..")
                .check(SERVICE);
    }

    @Test
    void nothing_knows_a_connector() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..ingestion.nycparks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..ingestion.nycparks..")
                .check(SERVICE);
    }

    @Test
    void only_one_package_talks_http_to_strangers() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..ingestion.fetching..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.vertx\\..*\\.HttpClient.*|java\\.net\\.(http\\..*|URL|HttpURLConnection)")
                .check(SERVICE);
    }

    @Test
    void features_do_not_go_in_circles() {
        slices().matching("app.godo.ingestion.(*)..").should().beFreeOfCycles().check(SERVICE);
    }
}
