package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.godo.servers.DataFolder;
import app.godo.servers.Servers;
import app.godo.servers.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

class AdminTest {
    @TempDir
    Path work;

    @Test
    void an_admin_is_made_of_somebody_who_signed_up_and_of_nobody_else() throws Exception {
        var settings = Settings.forTests(work, Path.of("target/binaries"));
        try (var folder = DataFolder.claim(work);
                var servers = Servers.start(folder, settings)) {
            var url = servers.jdbcUrl(FreshDatabases.migrated(servers).fresh("admins"));
            ask(url, "insert into users.users (id, email) values (uuidv7(), 'Ada@Example.org') returning email");

            assertThat(Admin.grant(url, "nobody@example.org")).isFalse();
            assertThat(Admin.grant(url, "ada@example.org")).isTrue();
            assertThat(Admin.grant(url, "ADA@example.org")).isTrue();

            assertThat(ask(url, "select array_to_string(roles, ' ') from users.users"))
                    .isEqualTo("user admin");
        }
    }

    private static String ask(String url, String question) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var sql = connection.createStatement();
                var answer = sql.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
