package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

class NobodyIsHereYetTest {

    /** A password's hash, as Argon2, bcrypt and crypt write it. */
    private static final Pattern HASH = Pattern.compile("\\$(argon2|2[aby]\\$|[156]\\$)");

    @Test
    @DisplayName("A-33: a database that was only migrated has no account, and nobody in any table")
    void migrations_make_no_account() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            var tables = db.column("""
                    select distinct c.oid::regclass::text
                      from pg_class c
                      left join pg_constraint k
                        on k.conrelid = c.oid and k.contype = 'f' and k.confrelid = 'users.users'::regclass
                     where relkind in ('r', 'p') and not relispartition
                       and (relnamespace = 'users'::regnamespace or k.oid is not null)
                    """);
            assertFalse(tables.size() < 30, tables::toString);
            for (var table : tables) {
                assertEquals(0, db.number("select count(*) from " + table), table);
            }
        }
    }

    @Test
    @DisplayName("A-33: no migration holds a password's hash")
    void no_migration_holds_a_hash() throws IOException {
        try (var files = Files.walk(Path.of("src/main/resources"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(HASH.matcher(Files.readString(file)).find(), file.toString());
            }
        }
        for (var hash : List.of("$argon2id$v=19$m=19456", "$2b$12$abc", "$6$salt$hash")) {
            assertEquals(true, HASH.matcher(hash).find(), hash);
        }
    }
}
