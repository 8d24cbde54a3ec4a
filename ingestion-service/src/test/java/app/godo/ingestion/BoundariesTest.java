package app.godo.ingestion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import app.godo.wire.testing.ServiceBoundaries;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

class BoundariesTest extends ServiceBoundaries {

    private static final List<String> CONNECTORS = List.of(
            "..ingestion.nycparks..",
            "..ingestion.permits..",
            "..ingestion.ticketmaster..",
            "..ingestion.seatgeek..",
            "..ingestion.eventbrite..",
            "..ingestion.ical..",
            "..ingestion.jsonld..",
            "..ingestion.rss..",
            "..ingestion.luma..",
            "..ingestion.meetup..");

    BoundariesTest() {
        super("app.godo.ingestion");
    }

    @Test
    void connectors_know_neither_the_database_nor_how_a_sync_is_run() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        withConnectors("..ingestion.reading..", "..ingestion.fetching..", "..ingestion.kinds.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx.mutiny.sqlclient..",
                        "app.godo.wire.rows..",
                        "app.godo.wire.outbox..",
                        "..ingestion.syncing..",
                        "app.godo.wire.leasing..",
                        "..ingestion.admin..")
                .check(service);
    }

    @Test
    void nothing_knows_a_connector_but_the_list_of_kinds() {
        for (var connector : CONNECTORS) {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(connector, "..ingestion.kinds..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(connector)
                    .check(service);
        }
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

    private static String[] withConnectors(String... others) {
        return Stream.concat(CONNECTORS.stream(), Stream.of(others)).toArray(String[]::new);
    }
}
