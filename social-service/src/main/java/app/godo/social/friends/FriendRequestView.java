package app.godo.social.friends;

import java.time.Instant;
import java.util.UUID;

/**
 * A friend request as one of the two sees it.
 *
 * @param userId the other person
 * @param status {@code pending|accepted}
 */
record FriendRequestView(UUID id, UUID userId, String status, Instant createdAt) {}
