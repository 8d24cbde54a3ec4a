package app.godo.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Compares what every role sees of every table, for every person of the story, with what is written down here. */
final class RowsSeen {

    private static final String NOTHING = "false";
    private static final String SOMEBODY = "true";
    private static final String OWN = "user_id = :me";

    /** Which rows the service that owns the table shows to a caller; every other table shows {@link #OWN}. */
    private static final Map<String, String> SHOWN = Map.ofEntries(
            Map.entry("users.users", "id = :me"),
            Map.entry("users.credentials", NOTHING),
            Map.entry("users.signups", NOTHING),
            Map.entry("users.refresh_tokens", NOTHING),
            Map.entry("users.email_tokens", NOTHING),
            Map.entry("users.login_failures", NOTHING),
            Map.entry("users.role_changes", NOTHING),
            Map.entry("users.erased_sessions", NOTHING),
            Map.entry("users.allowances", NOTHING),
            Map.entry("users.signing_keys", NOTHING),
            Map.entry("users.phone_codes", NOTHING),
            Map.entry("users.images", NOTHING),
            Map.entry("events.events", "id = :jazz or :me = :anna or (id = :party and :me not in (:ben, :xenia))"),
            Map.entry("events.images", NOTHING),
            Map.entry("events.source_listings", NOTHING),
            Map.entry("events.listing_keys", NOTHING),
            Map.entry("events.match_rulings", NOTHING),
            Map.entry("events.match_reviews", NOTHING),
            Map.entry("events.moderation_log", NOTHING),
            Map.entry("events.venues", SOMEBODY),
            Map.entry("events.venue_aliases", SOMEBODY),
            Map.entry("events.trending", SOMEBODY),
            Map.entry(
                    "events.attendance",
                    "user_id = :me or (user_id = :anna and :me = :fay) or (user_id = :fay and :me in (:anna, :pat))"
                            + " or (user_id = :anna and :me = :ian)"),
            Map.entry("social.friendships", ":me in (low, high)"),
            Map.entry("social.blocks", "blocker = :me"),
            Map.entry("social.declined_requests", ":me in (requester, decliner)"),
            Map.entry("social.groups", ":me in (:anna, :fay, :gil)"),
            Map.entry("social.group_members", ":me in (:anna, :fay, :gil)"),
            Map.entry("social.group_invites", ":me in (inviter, invitee, :fay)"),
            Map.entry("social.group_messages", ":me in (:anna, :fay, :gil)"),
            Map.entry("social.group_plans", ":me in (:anna, :fay, :gil)"),
            Map.entry("swipes.pseudonyms", NOTHING),
            Map.entry("swipes.archived_swipes", NOTHING),
            Map.entry("reco.models", NOTHING),
            Map.entry("reco.trainings", NOTHING),
            Map.entry("ingestion.sources", NOTHING),
            Map.entry("ingestion.sync_runs", NOTHING),
            Map.entry("ingestion.listings", NOTHING),
            Map.entry("ingestion.quarantine", NOTHING),
            Map.entry("ingestion.payloads", NOTHING),
            Map.entry("ingestion.run_payloads", NOTHING),
            Map.entry("ingestion.requests", NOTHING),
            Map.entry("ingestion.licence_ends", NOTHING),
            Map.entry("notifications.arrangements", NOTHING),
            Map.entry("notifications.reminders", NOTHING));

    private static final Map<String, String> PLUMBING =
            Map.of("outbox", NOTHING, "inbox", NOTHING, "idempotency", "caller = :me", "job_lease", NOTHING);

    /** Which rows other services see through published columns, as worker and as caller. */
    private static final Map<String, Published> PUBLISHED = Map.of(
            "users.users", new Published(SOMEBODY, """
                            id = :me
                            or (:me in (:anna, :fay, :gil) and id in (:anna, :fay, :gil))
                            or (:me in (:fay, :pat) and id in (:fay, :pat))
                            or id = :sam
                            or (id = :xenia and :me <> :anna)
                            or (id = :anna and :me = :ian)
                            """),
            "events.events",
                    new Published(
                            "moderation_status = 'approved'",
                            "id = :jazz or (id = :party and :me not in (:ben, :xenia))"),
            "events.attendance", new Published(NOTHING, OWN),
            "swipes.current_swipes", new Published(NOTHING, OWN));

    private record Published(String toWorker, String toCaller) {}

    private final Db db;

    /** By role and table, the columns that the role may read. */
    private final Map<String, String> columns = new HashMap<>();

    RowsSeen(Db db) {
        this.db = db;
    }

    List<String> findings() throws SQLException {
        var findings = findings(table -> true);
        findings.addAll(answers());
        return findings;
    }

    List<String> findings(Predicate<String> looked) throws SQLException {
        var findings = new ArrayList<String>();
        for (var service : ServiceRole.values()) {
            for (var table : readable(service.role()).stream().filter(looked).toList()) {
                var own = table.startsWith(service.schema() + ".");
                var rows = rowsOf(service.role(), table);
                db.asNobody(service.role());
                compare(findings, service.role() + " as nobody", rows, List.of());
                var all = expected(rows, own ? SOMEBODY : PUBLISHED.get(table).toWorker(), null);
                db.asWorker(service.role());
                compare(findings, service.role() + " as worker", rows, all);
                for (var person : People.values()) {
                    var shown = expected(
                            rows,
                            own ? shownByOwner(table) : PUBLISHED.get(table).toCaller(),
                            person);
                    db.as(service.role(), person.id());
                    compare(findings, service.role() + " as " + person, rows, shown);
                }
            }
        }
        return findings;
    }

    /** What the functions that read or write as the owner make of the story. */
    List<String> answers() throws SQLException {
        var findings = new ArrayList<String>();
        db.as("godo_reco", People.ANNA.id());
        answer(findings, "select string_agg(full_name, ',') from events.friends_going(:anna)", "Fay");
        answer(
                findings,
                "select string_agg(concat_ws(' ', kind, word), ', ' order by kind, word) from reco.surroundings()",
                "friend, friend, going Fay, home Astoria, mine interested, swiped " + People.ANNA.id());
        answer(
                findings,
                "select string_agg(concat_ws(' ', direction, category, stated), ', ' order by direction, category)"
                        + " from reco.learnt_from()",
                "right music, up music");
        answer(findings, "select count(*) from reco.still_here(array[:anna, :fay])", "0");
        db.asWorker("godo_reco");
        answer(findings, "select reco.still_here(array[:anna, :jazz]) = :anna", "t");
        answer(findings, "select count(*) from reco.kept_from() where event_id = :party", "2");
        db.asWorker("godo_notifications");
        // one waits for a seat, one has only swiped
        answer(findings, "select count(*) from notifications.people_of_event(:party)", "2");
        db.asWorker("godo_swipes");
        answer(findings, "select swipes.reader_of_feed('\\x01') = :anna", "t");
        for (var service : ServiceRole.values()) {
            db.asWorker(service.role());
            // one that was ended, and one that is gone
            answer(
                    findings,
                    "select string_agg(session_id::text, ' ' order by session_id)"
                            + " = concat_ws(' ', :jazz, :party) from users.ended_sessions()",
                    "t");
        }
        db.as("godo_social", People.ANNA.id());
        answer(findings, "select concat_ws(' ', yes, no, maybe) from social.tally(:jazz)", "1 0 0");
        answer(findings, "select concat_ws(' ', member_count, last_seq) from social.groups where id = :group", "3 1");
        answer(findings, "select concat_ws(' ', reasons, reports) from social.reported(:group)", "{spam} 1");
        answer(findings, "select concat_ws(' ', state, settled) from social.settle_plan(:jazz, true)", "agreed f");
        db.run(Story.named("insert into social.group_invites (id, group_id, inviter, token_hash, expires_at)"
                + " values (:sam, :group, :anna, '\\x01', now() + interval '1 day')"));
        db.as("godo_social", People.SAM.id());
        answer(findings, "select is_new from social.join_by_link('\\x01')", "t");
        db.as("godo_events", People.ANNA.id());
        answer(findings, "select events.is_known(:party)", "t");
        answer(findings, "select events.is_known(:draft)", "f");
        answer(findings, "select reason from events.decision_on(:party)", "A fine one");
        answer(findings, "select count(*) from events.believe(array[:draft])", "0");
        db.as("godo_events", People.FAY.id());
        answer(findings, "select count(*) from events.decision_on(:party)", "0");
        answer(findings, "select events.is_known(:party)", "f");
        answer(findings, "select seats_left is null and is_open from events.hold_event(:jazz)", "t");
        answer(findings, "select current_attendees from events.event_cards where id = :jazz", "2");
        answer(findings, "select events.waitlist_position(:party, :pat)", "1");
        db.asSuperuser();
        db.run(Story.named("update events.attendance set offer_expires_at = now() where user_id = :pat"));
        db.as("godo_events", People.FAY.id());
        answer(findings, "select status from events.offer_seats(:party)", "interested");
        db.as("godo_events", People.PAT.id());
        db.run(Story.named("update events.attendance set status = 'waitlisted' where user_id = :pat"));
        db.as("godo_events", People.FAY.id());
        answer(findings, "select user_id = :pat from events.fill_seats(:party)", "t");
        answer(findings, "select count(*) from events.check_in(:party, null, :pat)", "0");
        db.as("godo_events", People.ANNA.id());
        answer(findings, "select user_id = :pat from events.check_in(:party, null, :pat)", "t");
        db.as("godo_events", People.PAT.id());
        answer(findings, "select status from events.attendance where user_id = :pat", "attended");
        db.asNobody("godo_events");
        db.run("set local godo.anybody = 'on'");
        answer(findings, "select string_agg(title, ', ' order by title) from events.events", "Jazz, Party");
        answer(findings, "select count(*) from events.trending", "1");
        answer(findings, "select count(*) from events.attendance", "0");
        db.run("set local godo.anybody = ''");
        db.asWorker("godo_events");
        answer(findings, "select count(*) from events.listings_near('{}', array[:jazz])", "1");
        answer(findings, "select count(*) from events.listings_near('{2,3}', '{}')", "1");
        answer(findings, "select count(*) from events.listings_near('{4}', '{}')", "0");
        db.run("update events.source_listings set keys = '{4}'");
        answer(findings, "select count(*) from events.listings_near('{2,3}', '{}')", "0");
        answer(findings, "select count(*) from events.listings_near('{4}', '{}')", "1");
        answer(findings, "select people from events.people_of(array[:party])", "2");
        // Pat was there, which is more than to be interested, and has both words back in the end
        db.run(Story.named(
                "insert into events.attendance (id, event_id, user_id) values (gen_random_uuid(), :jazz, :pat)"));
        answer(
                findings,
                "select status || ' ' || other_status from events.move_people(:party, :jazz, false)",
                "attended interested");
        answer(
                findings,
                "select status || ' ' || other_status from events.move_people(:jazz, :party, true)",
                "attended interested");
        answer(
                findings,
                "select status from events.attendance where event_id = :jazz and user_id = :pat",
                "interested");
        db.run(Story.named("delete from events.attendance where event_id = :jazz and user_id = :pat"));
        findings.addAll(new Exports(db).findings());
        db.asWorker("godo_users");
        answer(findings, "select users.erase(:anna)", "t");
        answer(findings, "select users.erase(:anna)", "f");
        db.asSuperuser();
        // who was told of her is told no more; what she put in stays for who goes there
        answer(findings, "select count(*) from notifications.notifications", "0");
        answer(findings, "select string_agg(title, ', ' order by title) from events.events", "Jazz, Party");
        return findings;
    }

    private void answer(List<String> findings, String question, String expected) throws SQLException {
        var refused = db.tried(Story.named(question));
        if (refused.length() == "42501".length()) {
            findings.add("%s is refused: %s".formatted(question, refused));
            return;
        }
        var heard = db.column(Story.named(question));
        if (!heard.equals(List.of(expected))) {
            findings.add("%s answers %s, not %s".formatted(question, heard, expected));
        }
    }

    /** Every table of which the role may read any column at all. */
    List<String> readable(String role) throws SQLException {
        db.asSuperuser();
        return db.column("""
                select relnamespace::regnamespace || '.' || relname
                  from pg_class
                 where relkind in ('r', 'p') and relnamespace::regnamespace::text !~ '^pg_|^information_schema$'
                   and has_schema_privilege('%1$s', relnamespace, 'usage')
                   and has_any_column_privilege('%1$s', oid, 'select')
                 order by 1
                """.formatted(role));
    }

    private static String shownByOwner(String table) {
        return SHOWN.getOrDefault(table, PLUMBING.getOrDefault(table.substring(table.indexOf('.') + 1), OWN));
    }

    /** A query for the rows of a table, as far as the role may read them, each as one text. */
    private String rowsOf(String role, String table) throws SQLException {
        var key = role + " " + table;
        if (!columns.containsKey(key)) {
            db.asSuperuser();
            columns.put(key, db.text("""
                    select string_agg(quote_ident(attname), ', ' order by attnum)
                      from pg_attribute
                     where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                       and has_column_privilege('%s', attrelid, attnum, 'select')
                    """.formatted(table, role)));
        }
        return "select row(%s)::text from %s".formatted(columns.get(key), table);
    }

    private List<String> expected(String rows, String condition, People me) throws SQLException {
        db.asSuperuser();
        var asMe = me == null ? condition : condition.replace(":me", "'%s'::uuid".formatted(me.id()));
        return db.column(Story.named("%s where %s order by 1".formatted(rows, asMe)));
    }

    private void compare(List<String> findings, String who, String rows, List<String> expected) throws SQLException {
        var seen = db.column(rows + " order by 1");
        if (!seen.equals(expected)) {
            findings.add("%s sees of %s: %s, not %s".formatted(who, rows, seen, expected));
        }
    }
}
