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
        var seats = event.seats();
        return new CardView(
                mine == null ? seats.written(mapper) : seats.writtenFor(mine, mapper),
                deck.score(position),
                reasons.of(event, seats, deck.explored()[position]),
                ranking.company().goingTo(event.id()).size(),
                seats.full(),
                position);
    }
}
