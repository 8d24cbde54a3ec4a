package app.godo.social.activity;

import app.godo.wire.events.EventView;

/**
 * An Event in somebody's calendar.
 *
 * @param status {@code going|attended}: who is there before it begins is in it still
 */
record CalendarItem(EventView event, String status) {}
