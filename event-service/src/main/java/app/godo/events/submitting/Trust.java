package app.godo.events.submitting;

import app.godo.events.catalogue.Catalogue;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/** Whoever has shown that their Events are good ones need not be waited for. Joins the author's transaction. */
@ApplicationScoped
class Trust {

    private final Catalogue catalogue;
    private final Outbox outbox;
    private final Clock clock;

    Trust(Catalogue catalogue, Outbox outbox, Clock clock) {
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The Events as they are then, in their order: seen by everybody, and told, when their author is believed. */
    Uni<List<EventView>> judge(List<EventView> submitted) {
        return catalogue
                .believe(submitted.stream().map(EventView::id).toList())
                .chain(shown -> shown.isEmpty()
                        ? Uni.createFrom().item(submitted)
                        : outbox.append(shown.stream()
                                        .map(event -> new EventFact.Published(Ids.next(), clock.instant(), event))
                                        .toList())
                                .replaceWith(inOrder(submitted, shown)));
    }

    private static List<EventView> inOrder(List<EventView> submitted, List<EventView> shown) {
        var byId = shown.stream().collect(Collectors.toMap(EventView::id, Function.identity()));
        return submitted.stream().map(event -> byId.get(event.id())).toList();
    }
}
