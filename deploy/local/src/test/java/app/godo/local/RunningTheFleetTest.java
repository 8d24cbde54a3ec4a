package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.godo.servers.CannotStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

/** The fleet with pretended services: what counts here is who runs, not what they do. */
class RunningTheFleetTest {
    @TempDir
    Path work;

    private String rootBefore;

    @BeforeEach
    void pretendAProject() throws IOException {
        PretendService.installFor(work.resolve("project"));
        rootBefore = System.setProperty("godo.root", work.resolve("project").toString());
    }

    @AfterEach
    void leaveTheProject() {
        System.setProperty("godo.root", rootBefore);
    }

    @Test
    void services_can_be_killed_restarted_and_doubled_and_all_end_with_the_fleet() throws Exception {
        var fleet = Fleet.start(work.resolve("data"));
        var first = fleet.process(GodoService.SWIPES);
        var second = fleet.startSecond(GodoService.EVENTS);
        try (fleet) {
            assertThat(ready(fleet.url())).isTrue();
            assertThat(ready(second.url())).isTrue();
            assertThat(second.url()).isNotEqualTo(fleet.url(GodoService.EVENTS));

            fleet.kill(GodoService.SWIPES);
            assertThat(first.isAlive()).isFalse();
            assertThat(ready(fleet.url(GodoService.SWIPES))).isFalse();

            var again = fleet.restart(GodoService.SWIPES);
            assertThat(again.pid()).isNotEqualTo(first.pid());
            assertThat(ready(fleet.url(GodoService.SWIPES))).isTrue();
            assertThat(fleet.logs(GodoService.SWIPES)).content().contains("pretending on");
            write(fleet, "kept");
        }
        assertThat(second.isAlive()).isFalse();
        assertThat(fleet.processes()).hasSize(8).noneMatch(ServiceProcess::isAlive);

        try (var next = Fleet.start(work.resolve("data"))) {
            assertThat(read(next)).isEqualTo("kept");
        }
    }

    @Test
    void a_service_that_cannot_start_is_named_with_its_last_error_and_nothing_stays() throws Exception {
        Files.createDirectories(work.resolve("data/keys"));
        Files.writeString(work.resolve("data/keys/refuse-to-start"), "");
        int base = PortPlan.anywhere().base();

        assertThatThrownBy(() -> Fleet.start(work.resolve("data"), base))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("ended with code 3 while starting: ERROR the keys are wrong");

        Files.delete(work.resolve("data/keys/refuse-to-start"));
        Fleet.start(work.resolve("data"), base).close(); // every port is free again
    }

    private static boolean ready(String url) throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(url + "/q/health/ready")).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void write(Fleet fleet, String word) throws Exception {
        try (var connection = DriverManager.getConnection(fleet.jdbcUrl(), "postgres", "");
                var sql = connection.createStatement()) {
            sql.execute("create schema diary; create table diary.words as select '" + word + "' as word");
        }
    }

    private static String read(Fleet fleet) throws Exception {
        try (var connection = DriverManager.getConnection(fleet.jdbcUrl(), "postgres", "");
                var sql = connection.createStatement();
                var words = sql.executeQuery("select word from diary.words")) {
            words.next();
            return words.getString(1);
        }
    }
}
