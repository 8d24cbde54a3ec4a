package app.godo.events.submitting;

import app.godo.events.catalogue.Catalogue;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.time.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/** Whoever has shown that their Events are good ones need not be waited for. Joins the author's transaction. */
@ApplicationScoped
class Trust {

    private static final String BELIEVE = "select events.believe(cast(?1 as uuid))";

    private final Catalogue catalogue;
    private final Outbox outbox;
    private final Clock clock;

    Trust(Catalogue catalogue, Outbox outbox, Clock clock) {
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The Event as it is then: seen by everybody, and told, when its author is believed. */
    Uni<EventView> judge(EventView submitted) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(BELIEVE, Boolean.class)
                        .setParameter(1, submitted.id().toString())
                        .getSingleResult())
                .chain(believed ->
                        believed ? published(submitted) : Uni.createFrom().item(submitted));
    }

    private Uni<EventView> published(EventView submitted) {
        return catalogue
                .hold(submitted.id())
                .map(Catalogue.Held::event)
                .call(event -> outbox.append(List.of(new EventFact.Published(Ids.next(), clock.instant(), event))));
    }
}
