package app.godo.reco.feed;

import app.godo.reco.catalogue.WrittenEvent;

import java.util.List;
import jakarta.validation.constraints.Size;

/**
 * One Event of a deck.
 *
 * @param event the {@link app.godo.wire.events.EventView}
 * @param score how likely it was to be liked when the deck was made, between 0 and 1
 * @param why one to three reasons
 * @param friendsGoing how many friends go, of those who show it
 * @param full whether whoever comes now has to wait for a seat
 * @param position its place in the deck, from 0
 */
record CardView(
        WrittenEvent event,
        double score,
        @Size(max = Reasons.MOST) List<Why> why,
        int friendsGoing,
        boolean full,
        int position) {}
