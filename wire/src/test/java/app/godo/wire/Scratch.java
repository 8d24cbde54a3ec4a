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

    /** How many marks begin with this. */
    public static long marks(String prefix) {
        return Database.count("select count(*) from swipes.job_lease where job like $1 || '%'", prefix);
    }

    private Scratch() {}
}
