package app.godo.swipes.swiping;

import app.godo.wire.facts.Direction;
import org.hibernate.annotations.Immutable;

import java.time.Instant;
import java.util.UUID;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A swipe that was kept. It never changes; {@link SwipeJournal} writes it. */
@Entity
@Immutable
@Table(name = "swipes")
class Swipe {

    @Id
    UUID id;

    UUID userId;
    UUID eventId;
    UUID clientSwipeId;
    String direction;
    Instant swipedAt;

    SwipeView view() {
        return new SwipeView(id, eventId, Direction.of(direction), swipedAt, clientSwipeId);
    }
}
