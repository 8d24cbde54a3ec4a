package app.godo.events.submitting;

import app.godo.events.catalogue.Catalogue;
import app.godo.events.places.Places;
import app.godo.wire.events.EventView;
import app.godo.wire.idempotency.Idempotency;
import app.godo.wire.idempotency.Idempotency.Answer;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A person submits an Event. It waits for moderation, unless its author is believed: until then nobody but its author sees it, and
 * no Fact tells of it.
 */
@ApplicationScoped
class SubmitEvent {

    private static final String OPERATION = "POST /events";

    private final Idempotency idempotency;
    private final Allowance allowance;
    private final Catalogue catalogue;
    private final Places places;
    private final Drafting drafting;
    private final Trust trust;
    private final Clock clock;

    SubmitEvent(
            Idempotency idempotency,
            Allowance allowance,
            Catalogue catalogue,
            Places places,
            Drafting drafting,
            Trust trust,
            Clock clock) {
        this.idempotency = idempotency;
        this.allowance = allowance;
        this.catalogue = catalogue;
        this.places = places;
        this.drafting = drafting;
        this.trust = trust;
        this.clock = clock;
    }

    Uni<Answer<EventView>> handle(UUID caller, UUID key, EventRequest request) {
        return idempotency.once(caller, OPERATION, key, request, EventView.class, () -> add(caller, request));
    }

    /** What may be submitted depends on the hour, so it is asked when this is done, and never of what was done before. */
    private Uni<EventView> add(UUID caller, EventRequest request) {
        Rules.check(request, clock.instant(), places::knows);
        return allowance
                .take(caller)
                .chain(() -> drafting.of(caller, request))
                .chain(draft -> catalogue.add(Ids.next(), draft))
                .chain(event -> trust.judge(List.of(event)))
                .map(List::getFirst);
    }
}
