package app.godo.events.moderating;

import java.time.Instant;

/**
 * Two Listings of which nobody is sure whether they tell of the same Event.
 *
 * @param score what speaks for it: from 75 on it is done without asking, unless there is a doubt
 * @param because what was weighed, in one line
 */
record MatchView(ListingView one, ListingView other, int score, String because, Instant foundAt) {}
