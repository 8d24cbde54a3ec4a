package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.servers.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The drill: a physical backup while people write, made as CloudNativePG makes its base backups (the files between {@code
 * pg_backup_start} and {@code pg_backup_stop}, and the log that was written meanwhile), and a fresh server on what it holds.
 */
class RestoringABackupTest {

    private static final int WRITERS = 4;
    private static final int BEFORE = 200;

    /** What belongs to the running server alone. */
    private static final Set<String> ITS_OWN = Set.of("postmaster.pid", "postmaster.opts", "pg_wal");

    private static final String ATTEND = """
            with attending as (
                insert into events.attendance (id, event_id, user_id, status)
                    select '%1$s', '%2$s', id, 'going' from users.users where email = '%3$d@x.com'
                on conflict (event_id, user_id) do update set status =
                    case when events.attendance.status = 'going' then 'interested' else 'going' end),
            told as (
                insert into events.outbox (fact_id, topic, key, type, body) values ('%1$s', 'attendance', '%2$s', 'x', ''))
            insert into events.inbox (consumer, fact_id) values ('drill', '%1$s')
            """;

    private final Postgres database = Postgres.migrated();
    private final UUID event = UUID.randomUUID();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    @DisplayName(
            "C-09: a backup made while people write is a whole database again: nothing acknowledged is missing, nothing is half")
    void a_backup_is_a_database_again(@TempDir Path folder) throws Exception {
        database.execute("""
                select set_config('godo.worker', 'on', true);
                insert into users.users (id, email) select gen_random_uuid(), n || '@x.com' from generate_series(1, 100) as n;
                insert into events.events (id, title, date_time, location_name, category, source, moderation_status)
                    values ('%s', 'T', now() + interval '1 day', 'L', 'music', 's', 'approved');
                """.formatted(event));
        var backup = folder.resolve("backup");
        Set<String> promised;
        try (var people = Executors.newFixedThreadPool(WRITERS)) {
            var writing = new ArrayList<Future<?>>();
            for (var i = 0; i < WRITERS; i++) {
                writing.add(people.submit(this::write));
            }
            awaitWrites(BEFORE);
            promised = backUp(backup);
            awaitWrites(acknowledged.size() + BEFORE);
            enough.set(true);
            for (var writer : writing) {
                writer.get();
            }
        }

        try (var restored = EmbeddedPostgres.builder()
                .setPort(Ports.firstFree(1))
                .setDataDirectory(backup)
                .setCleanDataDirectory(false)
                .start()) {
            Migrations.migrate(restored.getJdbcUrl("postgres", database.name()), "postgres", null, Map.of());
            try (var db =
                    new Db(restored.getDatabase("postgres", database.name()).getConnection())) {
                var facts = Set.copyOf(db.column("select fact_id from events.outbox"));
                assertTrue(facts.containsAll(promised), () -> missing(promised, facts) + " were acknowledged");
                assertTrue(facts.size() < acknowledged.size(), "it is not the server that went on");
                assertEquals(facts, Set.copyOf(db.column("select fact_id from events.inbox")));
                assertEquals(List.of(), db.column("""
                                select e.title from events.events as e where current_attendees <> (
                                    select count(*) from events.attendance as a where a.event_id = e.id and a.status = 'going')
                                """));
                assertTrue(db.number("select current_attendees from events.events") > 0);
                assertEquals(List.of(), new Catalogue(db).findings());
            }
        }
    }

    private Void write() throws SQLException {
        try (var connection = database.login("postgres");
                var statement = connection.createStatement()) {
            statement.execute("set godo.worker = 'on'");
            for (var i = 0; !enough.get(); i++) {
                var fact = UUID.randomUUID().toString();
                statement.execute(ATTEND.formatted(fact, event, 1 + i % 100));
                acknowledged.add(fact);
            }
        }
        return null;
    }

    private void awaitWrites(int number) throws InterruptedException {
        while (acknowledged.size() < number) {
            Thread.sleep(5);
        }
    }

    /** Says which writes had been acknowledged when the backup ended. */
    private Set<String> backUp(Path backup) throws Exception {
        try (var connection = database.login("postgres");
                var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('drill', true)");
            var before = acknowledged.size();
            var data = Path.of(text(statement.executeQuery("show data_directory")));
            copy(data, backup, ITS_OWN);
            awaitWrites(before + BEFORE);
            var promised = Set.copyOf(acknowledged);
            String label;
            try (var stopped = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                label = text(stopped);
            }
            copy(data.resolve("pg_wal"), backup.resolve("pg_wal"), Set.of());
            Files.writeString(backup.resolve("backup_label"), label);
            return promised;
        }
    }

    private static String text(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getString(1);
    }

    private static void copy(Path from, Path to, Set<String> without) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (without.contains(from.relativize(folder).toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(
                        to.resolve(from.relativize(folder)),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!without.contains(from.relativize(file).toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException gone) {
                        // the server goes on: the log knows why
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
                if (gone instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw gone;
            }
        });
    }

    private static Set<String> missing(Set<String> promised, Set<String> there) {
        var missing = new TreeSet<>(promised);
        missing.removeAll(there);
        return missing;
    }
}
