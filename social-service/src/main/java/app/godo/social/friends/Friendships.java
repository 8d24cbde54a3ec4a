package app.godo.social.friends;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

import java.time.Instant;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** The friendships and requests of the caller; row level security shows no others. */
@ApplicationScoped
class Friendships implements PanacheRepositoryBase<Friendship, UUID> {

    private static final String DECLINE = """
            insert into declined_requests (requester, decliner)
            select requested_by, cast(?2 as uuid) from friendships
             where id = cast(?1 as uuid) and status = 'pending' and requested_by <> cast(?2 as uuid)
            on conflict (requester, decliner) do update set declined_at = now()""";

    private static final String FORGIVE = """
            delete from declined_requests where requester = cast(?1 as uuid) and decliner = cast(?2 as uuid)""";

    /** Accepts a request that was made to this person; says whether this was the moment. */
    Uni<Boolean> accept(UUID id, UUID addressee, Instant now) {
        return update(
                        "status = 'accepted', acceptedAt = ?1 where id = ?2 and status = 'pending' and requestedBy <> ?3",
                        now,
                        id,
                        addressee)
                .map(rows -> rows == 1);
    }

    /** Remembers that this person declined; the request stays as its author sees it. Says whether there was one. */
    Uni<Boolean> decline(UUID id, UUID addressee) {
        return execute(DECLINE, id, addressee).map(rows -> rows == 1);
    }

    /** Forgets that somebody was declined once. */
    Uni<Void> forgive(UUID requester, UUID decliner) {
        return execute(FORGIVE, requester, decliner).replaceWithVoid();
    }

    private static Uni<Integer> execute(String statement, UUID first, UUID second) {
        return Panache.getSession().chain(session -> session.createNativeQuery(statement)
                .setParameter(1, first.toString())
                .setParameter(2, second.toString())
                .executeUpdate());
    }
}
