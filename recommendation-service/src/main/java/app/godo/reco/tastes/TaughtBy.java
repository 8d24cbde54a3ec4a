package app.godo.reco.tastes;

import app.godo.reco.catalogue.Catalogue;
import app.godo.reco.catalogue.EventCards;
import app.godo.reco.catalogue.Traits;
import io.smallrye.mutiny.Uni;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** What Events teach: from memory, or for those that are not live by one query for all. */
@ApplicationScoped
class TaughtBy {

    private final Catalogue catalogue;
    private final EventCards cards;

    TaughtBy(Catalogue catalogue, EventCards cards) {
        this.catalogue = catalogue;
        this.cards = cards;
    }

    /** By Event; {@link Taught#NOTHING_KNOWN} is not in it. */
    Uni<Map<UUID, Taught>> events(Collection<UUID> eventIds) {
        var live = catalogue.live().byId();
        var taught = new HashMap<UUID, Taught>();
        var others = eventIds.stream()
                .distinct()
                .filter(id -> {
                    var event = live.get(id);
                    if (event != null) {
                        taught.put(
                                id,
                                Taught.of(
                                        Traits.of(event.told()), event.facets().names()));
                    }
                    return event == null;
                })
                .toList();
        if (others.isEmpty()) {
            return Uni.createFrom().item(taught);
        }
        return cards.traitsOf(others)
                .invoke(events -> events.forEach((id, event) -> taught.put(id, Taught.of(event))))
                .replaceWith(taught);
    }
}
