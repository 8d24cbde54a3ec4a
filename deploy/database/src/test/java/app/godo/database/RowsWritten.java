package app.godo.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tries as everybody to write every row of the story once more, to change and to delete whole tables, and compares what comes of
 * it with what is written down here. Nothing stays of it.
 */
final class RowsWritten {

    private static final String REFUSED = "42501";
    private static final String NOTHING = "false";
    private static final String SOMEBODY = "true";

    /** Which rows the service that owns the table lets a caller insert, change and delete. */
    private record Writable(String inserted, String changed, String deleted) {

        static final Writable BY_WORKERS = all(NOTHING);
        static final Writable BY_THEIR_OWN = all("user_id = :me");

        static Writable all(String rows) {
            return new Writable(rows, rows, rows);
        }
    }

    private static final Map<String, Writable> WRITABLE = Map.ofEntries(
            Map.entry("users.users", new Writable(NOTHING, "id = :me", NOTHING)),
            Map.entry("users.credentials", Writable.BY_WORKERS),
            Map.entry("users.signups", Writable.BY_WORKERS),
            Map.entry("users.sessions", new Writable(NOTHING, "user_id = :me", NOTHING)),
            Map.entry("users.refresh_tokens", Writable.BY_WORKERS),
            Map.entry("users.email_tokens", Writable.BY_WORKERS),
            Map.entry("users.login_failures", Writable.BY_WORKERS),
            Map.entry("users.phones", Writable.BY_WORKERS),
            Map.entry("users.phone_codes", Writable.BY_WORKERS),
            Map.entry("users.images", Writable.BY_WORKERS),
            Map.entry("users.role_changes", Writable.BY_WORKERS),
            Map.entry("users.erased_sessions", Writable.BY_WORKERS),
            Map.entry("users.allowances", Writable.BY_WORKERS),
            Map.entry("users.signing_keys", Writable.BY_WORKERS),
            Map.entry(
                    "events.events",
                    new Writable(
                            "created_by_user_id = :me and moderation_status = 'pending'",
                            "created_by_user_id = :me",
                            "created_by_user_id = :me")),
            Map.entry("events.images", Writable.BY_WORKERS),
            Map.entry("events.source_listings", Writable.BY_WORKERS),
            Map.entry("events.listing_keys", Writable.BY_WORKERS),
            Map.entry("events.match_rulings", Writable.BY_WORKERS),
            Map.entry("events.match_reviews", Writable.BY_WORKERS),
            Map.entry("events.moderation_log", Writable.BY_WORKERS),
            Map.entry("events.venues", Writable.BY_WORKERS),
            Map.entry("events.trending", Writable.BY_WORKERS),
            Map.entry("events.venue_aliases", Writable.BY_WORKERS),
            Map.entry(
                    "social.friendships",
                    new Writable(
                            "requested_by = :me and status = 'pending'", ":me in (low, high)", ":me in (low, high)")),
            Map.entry("social.blocks", Writable.all("blocker = :me")),
            Map.entry("social.declined_requests", Writable.all("decliner = :me")),
            Map.entry("social.groups", new Writable("created_by = :me", ":me = :anna", ":me = :anna")),
            Map.entry(
                    "social.group_members",
                    new Writable(
                            "user_id = :me and role = 'member'",
                            ":me = :anna",
                            "user_id = :me or :me = :anna or (role = 'member' and :me = :fay)")),
            Map.entry(
                    "social.group_invites",
                    new Writable("inviter = :me and state = 'pending'", ":me in (inviter, invitee, :fay)", NOTHING)),
            Map.entry(
                    "social.group_messages",
                    new Writable("author = :me", "author = :me or :me in (:anna, :fay)", NOTHING)),
            Map.entry(
                    "social.group_plans",
                    new Writable(
                            "proposed_by = :me and state = 'open'", ":me in (:anna, :fay)", ":me in (:anna, :fay)")),
            Map.entry("reco.models", Writable.BY_WORKERS),
            Map.entry("reco.trainings", Writable.BY_WORKERS),
            Map.entry("ingestion.sources", Writable.BY_WORKERS),
            Map.entry("ingestion.sync_runs", Writable.BY_WORKERS),
            Map.entry("ingestion.listings", Writable.BY_WORKERS),
            Map.entry("ingestion.quarantine", Writable.BY_WORKERS),
            Map.entry("ingestion.payloads", Writable.BY_WORKERS),
            Map.entry("ingestion.run_payloads", Writable.BY_WORKERS),
            Map.entry("ingestion.requests", Writable.BY_WORKERS),
            Map.entry("ingestion.licence_ends", Writable.BY_WORKERS),
            Map.entry("notifications.arrangements", Writable.BY_WORKERS),
            Map.entry("notifications.reminders", Writable.BY_WORKERS),
            Map.entry("swipes.pseudonyms", Writable.BY_WORKERS),
            Map.entry("swipes.archived_swipes", Writable.BY_WORKERS));

    private static final Map<String, Writable> PLUMBING = Map.of(
            "outbox",
            new Writable(SOMEBODY, NOTHING, NOTHING),
            "inbox",
            Writable.BY_WORKERS,
            "idempotency",
            Writable.all("caller = :me"),
            "job_lease",
            Writable.BY_WORKERS);

    /** Whose triggers refuse a change that changes nothing. */
    private static final Set<String> GUARDED = Set.of("users.sessions", "social.group_invites");

    /** What was written down there stays: nobody changes it, the worker neither. */
    private static final Set<String> RECORDS = Set.of("users.role_changes", "events.moderation_log");

    private static final String INSERTED = """
            select string_agg(quote_ident(attname), ', ' order by attnum)
                   || '|' || string_agg(format('quote_nullable(%%I::text)', attname), ', ' order by attnum)
              from pg_attribute
             where attrelid = '%1$s'::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
               and has_column_privilege('%2$s', attrelid, attnum, 'insert')
            """;

    /** The last column one may change is never part of a key. */
    private static final String CHANGED = """
            select quote_ident(attname)
              from pg_attribute
             where attrelid = '%1$s'::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
               and has_column_privilege('%2$s', attrelid, attnum, 'update')
             order by attnum desc limit 1
            """;

    private final Db db;

    RowsWritten(Db db) {
        this.db = db;
    }

    List<String> findings() throws SQLException {
        return findings(table -> true);
    }

    List<String> findings(Predicate<String> looked) throws SQLException {
        var findings = new ArrayList<String>();
        for (var service : ServiceRole.values()) {
            var tables = new RowsSeen(db)
                    .readable(service.role()).stream()
                            .filter(table -> table.startsWith(service.schema() + "."))
                            .filter(looked)
                            .toList();
            for (var table : tables) {
                var writable = writable(table);
                insert(findings, service.role(), table, writable.inserted());
                if (RECORDS.contains(table)) {
                    refuse(findings, service.role(), "update %s set id = id".formatted(table));
                    refuse(findings, service.role(), "delete from " + table);
                } else {
                    change(findings, service.role(), table, writable.changed());
                    delete(findings, service.role(), table, writable.deleted());
                }
            }
        }
        return findings;
    }

    private void insert(List<String> findings, String role, String table, String allowed) throws SQLException {
        db.asSuperuser();
        var columns = db.text(INSERTED.formatted(table, role)).split("\\|");
        var rows =
                "select format('insert into %1$s (%2$s) values (%%s)', concat_ws(', ', %3$s)) from %1$s where %4$s order by 1";
        var all = db.column(rows.formatted(table, columns[0], columns[1], SOMEBODY));
        db.asNobody(role);
        for (var row : all) {
            compare(findings, role + " as nobody", row, db.tried(row), REFUSED);
        }
        for (var person : People.values()) {
            db.asSuperuser();
            var theirs = db.column(rows.formatted(table, columns[0], columns[1], of(person, allowed)));
            db.as(role, person.id());
            for (var row : all) {
                // who may write it is told by the keys that it is there already
                var outcome = db.tried(row).equals(REFUSED) ? REFUSED : "written";
                compare(findings, role + " as " + person, row, outcome, theirs.contains(row) ? "written" : REFUSED);
            }
        }
    }

    private void change(List<String> findings, String role, String table, String allowed) throws SQLException {
        db.asSuperuser();
        var column = db.text(CHANGED.formatted(table, role));
        var value = db.text("select quote_nullable(%s::text) from %s limit 1".formatted(column, table));
        // no column is read, so that only the policies of the change itself stand in the way
        write(
                findings,
                role,
                table,
                "update %s set %s = %s".formatted(table, column, value),
                allowed,
                GUARDED.contains(table));
    }

    private void delete(List<String> findings, String role, String table, String allowed) throws SQLException {
        write(findings, role, table, "delete from " + table, allowed, false);
    }

    private void refuse(List<String> findings, String role, String statement) throws SQLException {
        db.asWorker(role);
        compare(findings, role + " as worker", statement, db.tried(statement), REFUSED);
        for (var person : People.values()) {
            db.as(role, person.id());
            compare(findings, role + " as " + person, statement, db.tried(statement), REFUSED);
        }
    }

    private void write(
            List<String> findings, String role, String table, String statement, String allowed, boolean guarded)
            throws SQLException {
        db.asNobody(role);
        compare(findings, role + " as nobody", statement, db.tried(statement), "0");
        for (var person : People.values()) {
            db.asSuperuser();
            var rows = db.text("select count(*) from %s where %s".formatted(table, of(person, allowed)));
            db.as(role, person.id());
            compare(
                    findings,
                    role + " as " + person,
                    statement,
                    db.tried(statement),
                    guarded && !rows.equals("0") ? REFUSED : rows);
        }
    }

    private static Writable writable(String table) {
        return WRITABLE.getOrDefault(
                table, PLUMBING.getOrDefault(table.substring(table.indexOf('.') + 1), Writable.BY_THEIR_OWN));
    }

    private static String of(People me, String condition) {
        return Story.named(condition.replace(":me", "'%s'::uuid".formatted(me.id())));
    }

    private static void compare(List<String> findings, String who, String statement, String outcome, String expected) {
        if (!outcome.equals(expected)) {
            findings.add("%s: %s: %s, not %s".formatted(who, statement, outcome, expected));
        }
    }
}
