package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.godo.servers.CannotStart;
import app.godo.servers.DataFolder;
import app.godo.servers.Servers;
import app.godo.servers.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

class FreshDatabasesTest {
    @TempDir
    Path work;

    @Test
    void each_module_gets_a_migrated_database_of_its_own_again_and_again() throws Exception {
        var settings = Settings.forTests(work.resolve("data"), Path.of("target/binaries"));
        try (var folder = DataFolder.claim(settings.data());
                var servers = Servers.start(folder, settings)) {
            var databases = FreshDatabases.migrated(servers);
            var users = databases.fresh("user-service");
            var events = databases.fresh("event-service");
            assertThat(users).isEqualTo("godo_user_service");
            assertThat(events).isEqualTo("godo_event_service");

            // somebody who stays connected, as a test run that was killed does
            try (var left = DriverManager.getConnection(servers.jdbcUrl(users), "postgres", "");
                    var sql = left.createStatement()) {
                sql.execute("create schema leftover");
                assertThat(schemas(servers, users)).contains("leftover");
                databases.fresh("user-service");
            }
            assertThat(schemas(servers, users)).contains("users ", "events ").doesNotContain("leftover");
            assertThat(schemas(servers, events)).contains("users ");
            assertThatThrownBy(() -> databases.fresh("x; drop database postgres"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void migrations_edited_after_the_build_are_noticed() throws Exception {
        var built = "db/migration/V01__foundation.sql";
        var source = work.resolve("sources").resolve(built);
        Files.createDirectories(source.getParent());
        try (var in = FreshDatabases.class.getClassLoader().getResourceAsStream(built)) {
            Files.copy(in, source);
        }
        assertThatCode(() -> FreshDatabases.requireBuilt(work.resolve("sources")))
                .doesNotThrowAnyException();

        Files.writeString(source, Files.readString(source) + "-- one more thought\n");
        assertThatThrownBy(() -> FreshDatabases.requireBuilt(work.resolve("sources")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("V01__foundation.sql")
                .hasMessageContaining("./mvnw -q -pl deploy/local -am package -DskipTests");
    }

    private static String schemas(Servers servers, String database) throws SQLException {
        try (var connection = DriverManager.getConnection(servers.jdbcUrl(database), "postgres", "");
                var sql = connection.createStatement();
                var names = sql.executeQuery("select string_agg(nspname, ' ') || ' ' from pg_namespace")) {
            names.next();
            return names.getString(1);
        }
    }
}
