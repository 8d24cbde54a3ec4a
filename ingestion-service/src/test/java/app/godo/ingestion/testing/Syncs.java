package app.godo.ingestion.testing;

import static io.restassured.RestAssured.given;

import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.Tokens;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;

import java.time.Duration;
import java.util.List;

/** To run Syncs and see what came of them. */
public final class Syncs {

    public static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.of(Ids.next(), "admin"));
    }

    /** The Source that a fresh database knows. */
    public static final String NYC_PARKS = "01900000-0000-7000-8000-000000000001";

    /** Forgets what earlier tests listed and releases what they held. */
    public static void startAfresh() {
        awaitFreeLease();
        Database.sql("delete from ingestion.licence_ends");
        Database.sql("delete from ingestion.sources where source_name <> 'nyc_parks'");
        Database.sql("delete from ingestion.sync_runs");
        Database.sql("delete from ingestion.payloads");
        Database.sql("delete from ingestion.requests");
        Database.sql("delete from ingestion.listings");
        Database.sql("update ingestion.sources set is_active = true, sync_status = 'pending', last_error = null");
    }

    /** Begins a run and says where it can be looked at. */
    public static String begin() {
        return begin(NYC_PARKS);
    }

    /** Begins a run over any Source. */
    public static String begin(String source) {
        return admin().post("/api/v1/ingestion/sources/%s/sync".formatted(source))
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
    }

    /** Runs a Sync over any Source to its end. */
    public static JsonPath sync(String source) {
        return awaitEnd(begin(source));
    }

    /** Adds a Source and says its id. */
    public static String add(String source) {
        return admin().contentType(ContentType.JSON)
                .body(source)
                .post("/api/v1/ingestion/sources")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Reads once more what a run has read. */
    public static JsonPath replay(String run) {
        return awaitEnd(admin().post("/api/v1/ingestion/runs/%s/replay".formatted(run))
                .then()
                .statusCode(202)
                .extract()
                .header("Location"));
    }

    /** Runs a Sync to its end. */
    public static JsonPath sync() {
        return awaitEnd(begin());
    }

    public static JsonPath awaitEnd(String location) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> admin().get(location)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        run -> !"running".equals(run.getString("state")));
    }

    /** Until nobody can be writing any more, whatever became of the last run. */
    public static void awaitFreeLease() {
        Awaitility.await().atMost(Duration.ofSeconds(70)).until(() -> Database.count("""
                        select count(*) from ingestion.job_lease
                        where job like 'sync:%' and until > clock_timestamp()""") == 0);
    }

    /** Until no run is on its way: its Facts are in the outbox by then. */
    public static void awaitRest() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Database.count("select count(*) from ingestion.sync_runs where state = 'running'") == 0);
    }

    /** What has been told of Listings with one of these ids, once the outbox is empty, in order. */
    public static List<ListingFact.Seen> told(List<String> ids) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Database.count("select count(*) from ingestion.outbox where published_at is null") == 0);
        return Topic.facts(Topics.EVENTS_INGESTED, ListingFact.Seen.class).stream()
                .filter(fact -> ids.contains(fact.externalId()))
                .toList();
    }

    private Syncs() {}
}
