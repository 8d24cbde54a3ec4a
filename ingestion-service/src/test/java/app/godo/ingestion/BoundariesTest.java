package app.godo.ingestion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import app.godo.wire.testing.ServiceBoundaries;
import org.junit.jupiter.api.Test;

class BoundariesTest extends ServiceBoundaries {

    BoundariesTest() {
        super("app.godo.ingestion");
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
                .check(service);
    }

    @Test
    void nothing_knows_a_connector() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..ingestion.nycparks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..ingestion.nycparks..")
                .check(service);
    }

    @Test
    void only_one_package_talks_http_to_strangers() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..ingestion.fetching..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.vertx\\..*\\.HttpClient.*|java\\.net\\.(http\\..*|URL|HttpURLConnection)")
                .check(service);
    }
}
