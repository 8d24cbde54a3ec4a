package app.godo.reco.feed;

import app.godo.reco.catalogue.Catalogue;
import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.LiveEvents;
import app.godo.reco.company.KeptFrom;
import app.godo.reco.training.DeckModel;
import app.godo.reco.training.Liking;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/** What a feed is made from, as it is at the moment of asking. */
@ApplicationScoped
class Moments {

    private final Catalogue catalogue;
    private final KeptFrom keptFrom;
    private final Clock clock;

    Moments(Catalogue catalogue, KeptFrom keptFrom, Clock clock) {
        this.catalogue = catalogue;
        this.keptFrom = keptFrom;
        this.clock = clock;
    }

    record Moment(LiveEvents live, Ranking ranking, Instant now, boolean degraded) {}

    /** @param model what ranks, null for none */
    Moment of(KnowTheCaller.Known known, DeckModel model) {
        var live = catalogue.live();
        var now = clock.instant();
        var liking = model == null ? Liking.NONE : model.of(known.taste().liked());
        // the Events are taken before their vocabulary is asked: it then knows every facet of them
        var ranking = new Ranking(known.taste(), known.company(), liking, live.vocabulary(), now.toEpochMilli());
        return new Moment(live, ranking, now, known.degraded());
    }

    /** What always holds, whatever is asked for: to come, not seen, not turned away, and not kept from the person. */
    Predicate<LiveEvent> servable(UUID userId, Moment moment) {
        var seen = moment.ranking().taste().seen();
        var said = moment.ranking().taste().corrections();
        var venues = said.venues().keySet().stream().map(LiveEvent::venueNamed).collect(Collectors.toUnmodifiableSet());
        var now = moment.now().toEpochMilli();
        return event -> event.upcomingUntilMillis() > now
                && !seen.contains(event.id())
                && !said.less().containsKey(event.id())
                && (venues.isEmpty() || !venues.contains(event.venue()))
                && !keptFrom.keeps(event, userId);
    }
}
