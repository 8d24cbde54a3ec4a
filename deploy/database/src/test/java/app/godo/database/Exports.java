package app.godo.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what a person is given of their rows with the rows that name them, table by table, as the catalogue has them. */
final class Exports {

    /** Tables that name people and are not exported. A line here is a decision, with its reason. */
    private static final Map<String, String> NOT_EXPORTED = Map.of(
            "idempotency",
            "the copy of an answer that the person has had, with what others are in it; gone after a day");

    /** Which rows of a table are a person's, where not all that name them are. */
    private static final Map<String, String> THEIRS = Map.of(
            // "who blocked me" and "who declined me" are not for the blocked and the declined to know
            "social.blocks", "blocker = :me",
            "social.declined_requests", "decliner = :me",
            "swipes.pseudonyms", "user_id = :me",
            "swipes.archived_swipes",
                    "pseudonym in (select p.pseudonym from swipes.pseudonyms as p where p.user_id = :me)");

    private static final String NAMES_PEOPLE = """
            select relnamespace::regnamespace || '.' || relname || ' ' || string_agg(distinct attname, ',')
              from pg_class c join pg_attribute a on attrelid = c.oid
             where relkind in ('r', 'p') and not relispartition and relnamespace::regnamespace::text in (%s)
               and (c.oid = 'users.users'::regclass and attname = 'id'
                    or attname in ('user_id', 'person_id', 'owner_id', 'caller', 'pseudonym')
                    or exists (select from pg_constraint k
                                where contype = 'f' and conrelid = c.oid and confrelid = 'users.users'::regclass
                                  and attnum = any (conkey)))
             group by relnamespace, relname order by 1
            """.formatted(List.of(ServiceRole.values()).stream()
            .map(service -> "'" + service.schema() + "'")
            .collect(Collectors.joining(", ")));

    private final Db db;

    Exports(Db db) {
        this.db = db;
    }

    /** What somebody who wants all that is kept of them would not get. */
    List<String> findings() throws SQLException {
        var findings = new ArrayList<String>();
        for (var person : People.values()) {
            var given = rowsGiven(person);
            for (var table : tables().entrySet()) {
                var name = table.getKey();
                if (NOT_EXPORTED.containsKey(name.substring(name.indexOf('.') + 1))) {
                    continue;
                }
                var kept = kept(name, table.getValue(), person);
                if (!given.containsKey(name)) {
                    findings.add("%s names people and is not exported".formatted(name));
                } else if (given.get(name) != kept) {
                    findings.add("%s gets %d rows of %s, not %d".formatted(person, given.get(name), name, kept));
                }
            }
        }
        return findings.stream().distinct().toList();
    }

    /** The export of a person as text. */
    String text(People person) throws SQLException {
        db.asWorker("godo_users");
        var text = db.text("select users.export_of_everything('%s')".formatted(person.id()));
        db.asSuperuser();
        return text;
    }

    /** By table, the columns that name people. */
    private Map<String, List<String>> tables() throws SQLException {
        db.asSuperuser();
        var tables = new TreeMap<String, List<String>>();
        for (var row : db.column(NAMES_PEOPLE)) {
            var parts = row.split(" ");
            tables.put(parts[0], List.of(parts[1].split(",")));
        }
        return tables;
    }

    private Map<String, Long> rowsGiven(People person) throws SQLException {
        db.asWorker("godo_users");
        var given = new TreeMap<String, Long>();
        for (var row : db.column("""
                select home || '.' || tbl || ' ' || jsonb_array_length(rows)
                  from jsonb_each(users.export_of_everything('%s')) as schemas (home, tables), jsonb_each(tables) as t (tbl, rows)
                """.formatted(person.id()))) {
            var parts = row.split(" ");
            given.put(parts[0], Long.valueOf(parts[1]));
        }
        return given;
    }

    private long kept(String table, List<String> columns, People person) throws SQLException {
        db.asSuperuser();
        var theirs = THEIRS.getOrDefault(table, ":me in (%s)".formatted(String.join(", ", columns)));
        return db.number("select count(*) from %s where %s"
                .formatted(table, theirs.replace(":me", "'%s'::uuid".formatted(person.id()))));
    }
}
