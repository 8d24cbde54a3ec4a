package app.godo.wire;

import app.godo.wire.testing.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** An effect to be seen or missed: rows of a table that only the worker writes. */
public final class Scratch {

    /** Writes a mark; a second mark of the same name is refused by the database. */
    public static Uni<Void> mark(String name) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into job_lease (job, holder, until, fence) values (?1, 'test', now(), 1)")
                        .setParameter(1, name)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Adds one to a mark, and so tells how often it came. */
    public static Uni<Void> count(String name) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery("""
                                insert into job_lease (job, holder, until, fence) values (?1, 'test', now(), 1)
                                on conflict (job) do update set fence = job_lease.fence + 1""").setParameter(1, name).executeUpdate())
                .replaceWithVoid();
    }

    /** What a policy refuses: a row of a person that is not the caller. */
    public static Uni<Void> forbidden() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("set local godo.worker = 'off'")
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(
                                        "insert into job_lease (job, holder, until, fence) values ('forbidden', 'test', now(), 1)")
                                .executeUpdate()))
                .replaceWithVoid();
    }

    /** How often a mark was counted. */
    public static long counted(String name) {
        return Database.count("select coalesce(max(fence), 0) from swipes.job_lease where job = $1", name);
    }

    /** How many marks begin with this. */
    public static long marks(String prefix) {
        return Database.count("select count(*) from swipes.job_lease where job like $1 || '%'", prefix);
    }

    private Scratch() {}
}
