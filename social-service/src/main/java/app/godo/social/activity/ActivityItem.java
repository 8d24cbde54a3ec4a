package app.godo.social.activity;

import app.godo.wire.events.EventView;

import java.time.Instant;
import java.util.UUID;

/**
 * A friend goes to an Event.
 *
 * @param fullName null for who has given none
 * @param profileImageUrl null for none
 * @param at when they said so, or said something else of it
 */
record ActivityItem(UUID userId, String fullName, String profileImageUrl, EventView event, Instant at) {}
