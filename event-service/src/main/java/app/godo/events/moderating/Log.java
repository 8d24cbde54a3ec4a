package app.godo.events.moderating;

import app.godo.wire.time.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.util.Objects;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes down who moderated what, and why. Joins the worker's transaction. */
@ApplicationScoped
public class Log {

    private static final String ADD = """
            insert into moderation_log (id, moderator, action, event_id, subject, reason)
            values (cast(?1 as uuid), cast(?2 as uuid), ?3, cast(?4 as uuid), cast(?5 as text), cast(?6 as text))""";

    /**
     * @param event null when it is about none
     * @param subject null when it is about the Event as a whole
     * @param reason null when none was given
     */
    public Uni<Void> add(UUID moderator, String action, UUID event, String subject, String reason) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter(1, Ids.next().toString())
                        .setParameter(2, moderator.toString())
                        .setParameter(3, action)
                        .setParameter(4, Objects.toString(event, null))
                        .setParameter(5, subject)
                        .setParameter(6, reason)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
