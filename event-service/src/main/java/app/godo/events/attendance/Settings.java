package app.godo.events.attendance;

import app.godo.events.attendance.AttendanceRequest.Visibility;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** What a person has said elsewhere that decides what they may say of an Event. Joins their transaction. */
@ApplicationScoped
class Settings {

    private static final String PRIVACY_LEVEL = "select privacy_level from users.people where id = cast(?1 as uuid)";

    private static final String IS_MEMBER = "select social.is_member(cast(?1 as uuid), cast(?2 as uuid))";

    /** With whom the person shares what they go to, unless they say otherwise. */
    Uni<Visibility> visibilityOf(UUID person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(PRIVACY_LEVEL, String.class)
                        .setParameter(1, person.toString())
                        .getSingleResultOrNull())
                .map(level -> level == null ? Visibility.PRIVATE : Visibility.of(level));
    }

    /** @throws NotFound when there is no such group, as far as the person may know */
    Uni<Void> mustBeMember(UUID person, UUID group) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(IS_MEMBER, Boolean.class)
                        .setParameter(1, person.toString())
                        .setParameter(2, group.toString())
                        .getSingleResult())
                .invoke(member -> Refusal.when(!member, () -> new NotFound("group")))
                .replaceWithVoid();
    }
}
