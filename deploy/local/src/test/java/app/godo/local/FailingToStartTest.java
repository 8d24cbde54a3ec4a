package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** {@code ./godo up} over a folder with which it cannot start: a sentence, an end, and nothing left. */
class FailingToStartTest {
    @TempDir
    Path work;

    private Launcher launcher;

    @BeforeEach
    void prepare() throws Exception {
        launcher = new Launcher(work);
    }

    @Test
    void a_database_of_other_migrations_is_named_with_the_folder_to_remove() throws Exception {
        var up = launcher.up();
        editHistory();
        stop(up);

        assertFails();

        assertThat(launcher.said())
                .contains("The database in %s was made by other migrations than those of deploy/database (V03); "
                                .formatted(launcher.data())
                        + "remove the folder to begin anew, or go back to them.\n")
                .doesNotContain("Exception");
    }

    @Test
    void what_nobody_foresaw_is_a_sentence_too_and_its_trace_is_kept() throws Exception {
        stop(launcher.up());
        Files.writeString(launcher.data().resolve("kafka/log/meta.properties"), "version=99\n");

        assertFails();

        assertThat(launcher.said())
                .contains("Godo failed, which it should not: ")
                .contains("The whole story is in %s/logs/godo.log.".formatted(launcher.data()))
                .doesNotContain("\tat ");
        assertThat(launcher.data().resolve("logs/godo.log")).content().contains("\tat app.godo.servers.KafkaBroker");
    }

    private void assertFails() throws Exception {
        var up = launcher.godo("up");
        assertThat(up.waitFor(120, TimeUnit.SECONDS)).as(launcher::said).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(launcher.running()).isEmpty();
    }

    private void editHistory() throws SQLException {
        var url = "jdbc:postgresql://127.0.0.1:%d/godo"
                .formatted(launcher.ports().servers().postgres());
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var sql = connection.createStatement()) {
            sql.execute("update godo.flyway_schema_history set checksum = checksum + 1 where version = '03'");
        }
    }

    private static void stop(Process up) throws InterruptedException {
        up.destroy();
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
}
