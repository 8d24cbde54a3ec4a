package app.godo.reco.feed;

import app.godo.reco.catalogue.LiveEvent;
import app.godo.wire.events.EventView;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Turns Events of a deck into what is sent. */
@ApplicationScoped
class Cards {

    private static final double SCORE_STEPS = 10_000;

    private final ObjectMapper mapper;

    Cards(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Jackson studies a class when it first writes one, for longer than a request should hold up the others. */
    void prepare(@Observes StartupEvent starting) {
        mapper.writerFor(DeckView.class);
        mapper.writerFor(CardView.class);
        mapper.writerFor(EventView.class);
    }

    CardView card(LiveEvent event, Deck deck, int position, Reasons reasons, Ranking ranking) {
        var mine = ranking.company().mine().get(event.id());
        return new CardView(
                mine == null ? event.written(mapper) : event.writtenFor(mine, mapper),
                Math.round(deck.scores()[position] * SCORE_STEPS) / SCORE_STEPS,
                reasons.of(event, deck.explored()[position]),
                ranking.company().goingTo(event.id()).size(),
                event.full(),
                position);
    }
}
