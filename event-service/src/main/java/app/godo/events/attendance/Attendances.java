package app.godo.events.attendance;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** The attendances a person may change: their own. */
@ApplicationScoped
class Attendances implements PanacheRepositoryBase<Attendance, UUID> {

    /** Null when the person has said nothing of the Event. */
    Uni<Attendance> of(UUID eventId, UUID userId) {
        return find("userId = ?1 and eventId = ?2", userId, eventId).firstResult();
    }

    /** Written at once: what the database counts next depends on it. */
    Uni<Void> save(Attendance attendance) {
        return persistAndFlush(attendance).replaceWithVoid();
    }

    Uni<Void> remove(Attendance attendance) {
        return delete(attendance).chain(this::flush);
    }
}
