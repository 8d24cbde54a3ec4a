package app.godo.swipes.swiping;

import app.godo.wire.facts.Direction;
import org.hibernate.annotations.Immutable;

import java.time.Instant;
import java.util.UUID;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A swipe that was kept, as it came. {@link SwipeJournal} writes it. */
@Entity
@Immutable
@Table(name = "swipes")
class Swipe {

    @Id
    UUID id;

    @Column(name = "user_id")
    UUID userId;

    @Column(name = "event_id")
    UUID eventId;

    @Column(name = "client_swipe_id")
    UUID clientSwipeId;

    String direction;

    @Column(name = "swiped_at")
    Instant swipedAt;

    SwipeView view() {
        return new SwipeView(id, eventId, Direction.of(direction), swipedAt, clientSwipeId);
    }
}
