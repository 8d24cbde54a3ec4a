package app.godo.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The rules that every object of the schema keeps, asked of Postgres' own catalogue. Each answers what breaks it. */
final class Catalogue {

    private static final String OURS =
            "('godo', 'users', 'events', 'swipes', 'social', 'reco', 'ingestion', 'notifications')";

    private static final Pattern COMPARED_WITH_CALLER =
            Pattern.compile("(?<![.\\w])(\\w+) (?:= \\( SELECT godo\\.caller\\(\\)|IN \\( SELECT)");

    private final Db db;

    Catalogue(Db db) {
        this.db = db;
    }

    List<String> findings() throws SQLException {
        var findings = new ArrayList<String>();
        findings.addAll(openTables());
        findings.addAll(partitionsUnlikeTheirParent());
        findings.addAll(strangeOwners());
        findings.addAll(powerfulRoles());
        findings.addAll(policiesForEveryone());
        findings.addAll(functionsAskedPerRow());
        findings.addAll(comparedColumnsWithoutIndex());
        findings.addAll(foreignKeysWithoutIndex());
        findings.addAll(viewsOfTheirOwner());
        findings.addAll(looseDefiners());
        findings.addAll(peopleThatCannotBeErased());
        return findings;
    }

    /** */
    List<String> openTables() throws SQLException {
        return db.column("""
                select c.oid::regclass || ': '
                       || concat_ws(', ', case when not relrowsecurity then 'row level security is off' end,
                                          case when not relforcerowsecurity then 'not forced on the owner' end,
                                          case when p.polrelid is null then 'no policy' end)
                  from pg_class c
                  left join (select distinct polrelid from pg_policy) p on p.polrelid = c.oid
                 where relkind in ('r', 'p') and relnamespace::regnamespace::text in %s
                   and (not relrowsecurity or not relforcerowsecurity or p.polrelid is null)
                """.formatted(OURS));
    }

    /**
     * Nobody is granted a partition, so only the catalogue would notice a policy that is missing there. What is published
     * for other services stands on the parent alone.
     */
    List<String> partitionsUnlikeTheirParent() throws SQLException {
        return db.column("""
                with policy as (
                    select c.oid, string_agg(concat_ws(' ', polname, polcmd, pg_get_expr(polqual, c.oid),
                               pg_get_expr(polwithcheck, c.oid)), '; ' order by polname) as rules
                      from pg_class c
                      join pg_policy on polrelid = c.oid
                     where polroles[1]::regrole::text = 'godo_' || relnamespace::regnamespace
                     group by c.oid)
                select inhrelid::regclass || ': policies differ from ' || inhparent::regclass
                  from pg_inherits
                  join pg_class part on part.oid = inhrelid and part.relkind = 'r'
                  left join policy mine on mine.oid = inhrelid
                  left join policy parents on parents.oid = inhparent
                 where mine.rules is distinct from parents.rules
                """);
    }

    List<String> strangeOwners() throws SQLException {
        return db.column("""
                select c.oid::regclass || ' belongs to ' || relowner::regrole
                  from pg_class c
                 where relnamespace::regnamespace::text in %1$s and relowner::regrole::text <> 'godo_owner'
                union all
                select nspname || ' belongs to ' || nspowner::regrole
                  from pg_namespace where nspname in %1$s and nspowner::regrole::text <> 'godo_owner'
                """.formatted(OURS));
    }

    /** */
    List<String> powerfulRoles() throws SQLException {
        return db.column("""
                select rolname || ' has a power that no service needs'
                  from pg_roles
                 where rolname like 'godo\\_%'
                   and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication
                        or rolcanlogin <> (rolname <> 'godo_owner'))
                union all
                select member::regrole || ' is a member of ' || roleid::regrole
                  from pg_auth_members where member::regrole::text like 'godo\\_%'
                union all
                select distinct refobjid::regrole || ' owns something'
                  from pg_shdepend
                 where deptype = 'o' and refclassid = 'pg_authid'::regclass
                   and refobjid::regrole::text like 'godo\\_%' and refobjid::regrole::text <> 'godo_owner'
                """);
    }

    List<String> policiesForEveryone() throws SQLException {
        return db.column(
                "select polrelid::regclass || '.' || polname || ' is for PUBLIC' from pg_policy where 0 = any (polroles)");
    }

    /** R-04, first half: a function outside a sub-select would run once for every row. */
    List<String> functionsAskedPerRow() throws SQLException {
        var findings = new ArrayList<String>();
        for (var policy : policies()) {
            for (var call : PolicyText.bareCalls(policy.text())) {
                findings.add("%s.%s calls %s outside a sub-select".formatted(policy.table(), policy.name(), call));
            }
        }
        return findings;
    }

    /** R-04, second half. */
    List<String> comparedColumnsWithoutIndex() throws SQLException {
        var indexed = new HashSet<>(db.column("""
                select attrelid::regclass || '.' || attname
                  from pg_index join pg_attribute on attrelid = indrelid and attnum = indkey[0]
                 where indpred is null
                """));
        var findings = new ArrayList<String>();
        for (var policy : policies()) {
            var compared = COMPARED_WITH_CALLER.matcher(policy.text());
            while (compared.find()) {
                var column = compared.group(1);
                if (!indexed.contains(policy.table() + "." + column)) {
                    findings.add(
                            "%s.%s compares %s, which has no index".formatted(policy.table(), policy.name(), column));
                }
            }
        }
        return findings;
    }

    /** An erasure follows foreign keys backwards; without an index each is a scan of the whole table. */
    List<String> foreignKeysWithoutIndex() throws SQLException {
        return db.column("""
                select conrelid::regclass || '.' || conname || ' has no index'
                  from pg_constraint k
                 where contype = 'f' and connamespace::regnamespace::text in %s
                   and not exists (
                       select from pg_index i
                        where i.indrelid = k.conrelid
                          and (select array_agg(part order by part) from unnest(k.conkey) as part)
                              = (select array_agg(part order by part)
                                   from unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) as part)
                          and (i.indpred is null
                               or pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$'))
                """.formatted(OURS));
    }

    /** a plain view reads with its owner's rights. */
    List<String> viewsOfTheirOwner() throws SQLException {
        return db.column("""
                select oid::regclass || ' is not security_invoker'
                  from pg_class
                 where relkind in ('v', 'm') and relnamespace::regnamespace::text in %s
                   and not coalesce('security_invoker=true' = any (reloptions), false)
                """.formatted(OURS));
    }

    /** */
    List<String> looseDefiners() throws SQLException {
        return db.column("""
                select oid::regprocedure || ': '
                       || concat_ws(', ', case when not pinned then 'search_path is not pinned' end,
                                          case when open then 'PUBLIC may execute it' end)
                  from (select oid, coalesce('search_path=""' = any (proconfig), false) as pinned,
                               exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner)))
                                        where grantee = 0) as open
                          from pg_proc
                         where prosecdef and pronamespace::regnamespace::text in %s) as definer
                 where open or not pinned
                """.formatted(OURS));
    }

    /** Erasing a person is one DELETE, so every column that names a person says what becomes of its row. */
    List<String> peopleThatCannotBeErased() throws SQLException {
        return db.column("""
                select conrelid::regclass || '.' || conname || ' forbids erasing a person'
                  from pg_constraint
                 where contype = 'f' and confrelid = 'users.users'::regclass and confdeltype not in ('c', 'n')
                union all
                select a.attrelid::regclass || '.' || a.attname || ' names a person and refers to nobody'
                  from pg_attribute a join pg_class c on c.oid = a.attrelid
                 where c.relkind in ('r', 'p') and relnamespace::regnamespace::text in %s and atttypid = 'uuid'::regtype
                   and a.attname in ('user_id', 'caller', 'low', 'high', 'requested_by', 'blocker', 'blocked', 'requester',
                       'decliner', 'created_by', 'created_by_user_id', 'inviter', 'invitee', 'author', 'proposed_by')
                   and not exists (select from pg_constraint
                                    where contype = 'f' and conrelid = a.attrelid and a.attnum = any (conkey))
                """.formatted(OURS));
    }

    private record Policy(String table, String name, String text) {}

    private List<Policy> policies() throws SQLException {
        var policies = new ArrayList<Policy>();
        for (var row : db.column("""
                select polrelid::regclass || chr(31) || polname || chr(31)
                       || concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
                  from pg_policy
                """)) {
            var fields = row.split("\u001f", 3);
            policies.add(new Policy(fields[0], fields[1], fields[2]));
        }
        return policies;
    }
}
