package app.godo.reco.feed;

import java.util.List;
import java.util.UUID;

/**
 * A part of a deck.
 *
 * @param nextCursor asks for what follows, null at the end
 * @param degraded true when something that ranks or pages was away: the Events are right, their order is plainer
 */
record DeckView(UUID deckId, List<CardView> items, String nextCursor, boolean hasMore, boolean degraded) {}
