package app.godo.swipes.swiping;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** The swipes that were kept. */
@ApplicationScoped
class Swipes implements PanacheRepositoryBase<Swipe, UUID> {

    /** A person's swipes by the ids their client gave them, as far as they have come. */
    Uni<List<Swipe>> byClientIds(UUID userId, Collection<UUID> clientSwipeIds) {
        return list("userId = ?1 and clientSwipeId in ?2 and eventId is not null", userId, clientSwipeIds);
    }
}
