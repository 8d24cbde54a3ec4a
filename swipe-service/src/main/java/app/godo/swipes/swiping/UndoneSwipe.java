package app.godo.swipes.swiping;

import app.godo.wire.facts.Direction;

import java.time.Instant;
import java.util.UUID;

/**
 * A swipe that was taken back.
 *
 * @param direction which way it went
 * @param mySwipe which way the caller swiped the Event as far as they have not taken it back, null for not at all
 */
record UndoneSwipe(UUID id, UUID eventId, Direction direction, Instant undoneAt, Direction mySwipe) {}
