package app.godo.journeys;

import app.godo.local.Fleet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that the fleet keeps, anywhere: every column of every table, every key of Redis with what is there, every record of Kafka,
 * and the files of the data folder by name and content, logs among them, but for those in which the servers keep the same once more.
 */
final class Everything {

    /** Servers' own files, and the programs they run from. */
    private static final Set<String> OF_SERVERS = Set.of("postgres", "kafka", "redis", "binaries");

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final String TABLES = """
            select quote_ident(nspname) || '.' || quote_ident(relname),
                   coalesce((select inhparent::regclass::text from pg_inherits where inhrelid = c.oid),
                            nspname || '.' || relname),
                   string_agg(quote_ident(attname) || '::text', ', ' order by attnum),
                   string_agg(attname, ',' order by attnum)
              from pg_class c
              join pg_namespace n on n.oid = relnamespace
              join pg_attribute a on attrelid = c.oid and attnum > 0 and not attisdropped
             where relkind = 'r' and nspname !~ '^pg_|^information_schema$'
             group by c.oid, nspname, relname
            """;

    private final Needles needles;
    private final Map<String, Set<String>> found = new TreeMap<>();

    private Everything(Needles needles) {
        this.needles = needles;
    }

    /** Where each needle that is anywhere was found: place to names. A key of Redis is {@code {id}} of whom a needle names. */
    static Map<String, Set<String>> search(Fleet fleet, Needles needles) throws Exception {
        var everything = new Everything(needles);
        everything.postgres(fleet);
        everything.redis(fleet);
        everything.kafka(fleet);
        everything.files(City.DATA);
        return everything.found;
    }

    private void look(String place, String text) {
        if (text != null) {
            var names = needles.in(text);
            if (!names.isEmpty()) {
                found.computeIfAbsent(place, none -> new TreeSet<>()).addAll(names);
            }
        }
    }

    private void postgres(Fleet fleet) throws SQLException {
        try (var connection = DriverManager.getConnection(fleet.jdbcUrl(), "postgres", "");
                var tables = connection.createStatement().executeQuery(TABLES)) {
            while (tables.next()) {
                var names = tables.getString(4).split(",");
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery(
                                "select %s from %s".formatted(tables.getString(3), tables.getString(1)))) {
                    while (rows.next()) {
                        for (var i = 0; i < names.length; i++) {
                            look(tables.getString(2) + "." + names[i], rows.getString(i + 1));
                        }
                    }
                }
            }
        }
    }

    private void redis(Fleet fleet) {
        try (var redis = new Redis(fleet.redis())) {
            for (var key : redis.keys()) {
                var place = "redis " + key.replaceAll(ID, needles.in(key).isEmpty() ? "other" : "id");
                look(place, key);
                redis.contentOf(key).forEach(text -> look(place, text));
            }
        }
    }

    private void kafka(Fleet fleet) {
        Records.of(fleet.kafka(), topic -> true).forEach(this::record);
    }

    private void record(ConsumerRecord<String, byte[]> record) {
        var place = "kafka " + record.topic();
        look(place, record.key());
        look(place, text(record.value()));
        record.headers().forEach(header -> look(place, text(header.value())));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void files(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var path = data.relativize(file);
                if (!OF_SERVERS.contains(path.getName(0).toString())) {
                    look("name of a file in " + path.getName(0), path.toString());
                    Files.readString(file, StandardCharsets.ISO_8859_1)
                            .lines()
                            .forEach(line -> look("file " + path, line));
                }
            }
        }
    }
}
