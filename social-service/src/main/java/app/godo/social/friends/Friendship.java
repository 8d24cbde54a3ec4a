package app.godo.social.friends;

import java.time.Instant;
import java.util.UUID;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What is between two people, one row a pair: asked for, or agreed upon. {@code low} and {@code high} are in Postgres' order. */
@Entity
@Table(name = "friendships")
class Friendship {

    static final String PENDING = "pending";
    static final String ACCEPTED = "accepted";

    @Id
    UUID id;

    UUID low;
    UUID high;
    String status;

    @Column(name = "requested_by")
    UUID requestedBy;

    @Column(name = "accepted_at")
    Instant acceptedAt;

    @Column(name = "created_at")
    Instant createdAt;

    boolean accepted() {
        return ACCEPTED.equals(status);
    }

    UUID otherThan(UUID person) {
        return low.equals(person) ? high : low;
    }

    FriendRequestView seenBy(UUID person) {
        return new FriendRequestView(id, otherThan(person), status, createdAt);
    }
}
