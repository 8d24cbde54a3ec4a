package app.godo.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells {@code story.sql}, and adds the plumbing of every service. A step that is refused, or changes another number of
 * rows than one, is a finding.
 */
final class Story {

    static final Map<String, String> THINGS = Map.of(
            ":group", "'00000000-0000-7000-8000-0000000000a1'::uuid",
            ":jazz", "'00000000-0000-7000-8000-0000000000e1'::uuid",
            ":draft", "'00000000-0000-7000-8000-0000000000e2'::uuid",
            ":party", "'00000000-0000-7000-8000-0000000000e3'::uuid");

    private static final String PLUMBING = """
            --- godo_%1$s anna
            insert into %1$s.outbox (fact_id, topic, key, type, body)
                values (gen_random_uuid(), 't', :anna::text, 'x', convert_to(:anna::text, 'UTF8'));
            insert into %1$s.idempotency (caller, operation, key, fingerprint) values (:anna, 'post', :jazz, '');
            --- godo_%1$s worker
            insert into %1$s.outbox (fact_id, topic, key, type, body) values (gen_random_uuid(), 't', 'k', 'x', '');
            insert into %1$s.inbox (consumer, fact_id) values ('c', gen_random_uuid());
            insert into %1$s.job_lease (job, holder, until, fence) values ('j', 'h', now(), 1);
            """;

    private final Db db;
    private final List<String> findings = new ArrayList<>();

    private Story(Db db) {
        this.db = db;
    }

    /** Everybody and everything; what went wrong on the way. */
    static List<String> tell(Db db) throws SQLException {
        var story = new Story(db);
        story.tell(resource());
        for (var service : ServiceRole.values()) {
            story.tell(PLUMBING.formatted(service.schema()));
        }
        db.asSuperuser();
        return story.findings;
    }

    /** Replaces {@code :name} by the id it stands for. */
    static String named(String sql) {
        var named = sql;
        for (var thing : THINGS.entrySet()) {
            named = named.replace(thing.getKey(), thing.getValue());
        }
        for (var person : People.values()) {
            named = named.replace(":" + person.name().toLowerCase(Locale.ROOT), "'%s'::uuid".formatted(person.id()));
        }
        return named;
    }

    private void tell(String script) throws SQLException {
        var statement = new StringBuilder();
        var actor = "";
        for (var line : script.lines().toList()) {
            if (line.startsWith("--- ")) {
                actor = line.substring(4);
                act(actor.split(" "));
            } else if (!line.startsWith("--")) {
                statement.append(line).append('\n');
                if (line.endsWith(";")) {
                    step(actor, statement.toString());
                    statement.setLength(0);
                }
            }
        }
    }

    private void act(String[] roleAndPerson) throws SQLException {
        if (roleAndPerson[1].equals("worker")) {
            db.asWorker(roleAndPerson[0]);
        } else {
            db.as(
                    roleAndPerson[0],
                    People.valueOf(roleAndPerson[1].toUpperCase(Locale.ROOT)).id());
        }
    }

    private void step(String actor, String sql) throws SQLException {
        var outcome = db.attempt(named(sql));
        if (!outcome.equals("1")) {
            findings.add("%s: %s: %s".formatted(actor, outcome, sql));
        }
    }

    private static String resource() {
        try (var script = Story.class.getResourceAsStream("/story.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
