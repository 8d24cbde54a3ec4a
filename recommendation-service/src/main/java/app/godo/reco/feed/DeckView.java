package app.godo.reco.feed;

import app.godo.wire.paging.Page;
import com.fasterxml.jackson.annotation.JsonInclude;

import java.util.List;
import java.util.UUID;
import jakarta.validation.constraints.Size;

/**
 * A part of a deck.
 *
 * @param nextCursor asks for what follows, null at the end
 * @param modelVersion of the trained model that all of it is ranked with; absent where none serves
 * @param degraded true when something that ranks or pages was away: the Events are right, their order is plainer
 */
record DeckView(
        UUID deckId,
        @Size(max = Page.MAX_LIMIT) List<CardView> items,
        String nextCursor,
        boolean hasMore,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long modelVersion,
        boolean degraded) {}
