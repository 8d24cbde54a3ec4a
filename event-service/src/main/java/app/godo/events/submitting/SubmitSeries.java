package app.godo.events.submitting;

import app.godo.events.catalogue.Catalogue;
import app.godo.events.catalogue.Draft;
import app.godo.events.places.Places;
import app.godo.wire.events.EventView;
import app.godo.wire.idempotency.Idempotency;
import app.godo.wire.idempotency.Idempotency.Answer;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A person submits an Event that takes place several times: each time is an Event of its own, and all of them wait
 * for moderation unless their author is believed.
 */
@ApplicationScoped
class SubmitSeries {

    private static final String OPERATION = "POST /events/series";

    private final Idempotency idempotency;
    private final Allowance allowance;
    private final Catalogue catalogue;
    private final Places places;
    private final Drafting drafting;
    private final Trust trust;
    private final Clock clock;

    SubmitSeries(
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

    Uni<Answer<SeriesView>> handle(UUID caller, UUID key, SeriesRequest request) {
        return idempotency.once(caller, OPERATION, key, request, SeriesView.class, () -> add(caller, request));
    }

    private Uni<SeriesView> add(UUID caller, SeriesRequest request) {
        try {
            Rules.check(request.event(), clock.instant(), places::knows);
        } catch (InvalidEvent wrong) {
            throw wrong.within("/event");
        }
        var series = Ids.next();
        return allowance
                .take(caller)
                .chain(() -> drafting.of(caller, request.event()))
                .onFailure(InvalidEvent.class)
                .transform(wrong -> wrong.within("/event"))
                .chain(first -> addEach(first, Occurrences.of(request), series))
                .chain(trust::judge)
                .map(events -> new SeriesView(series, events));
    }

    private Uni<List<EventView>> addEach(Draft first, List<Instant> starts, UUID series) {
        var lasts = first.endTime() == null ? null : Duration.between(first.dateTime(), first.endTime());
        return Multi.createFrom()
                .iterable(starts)
                .onItem()
                .transformToUniAndConcatenate(start -> catalogue.add(
                        Ids.next(), first.occurring(start, lasts == null ? null : start.plus(lasts), series)))
                .collect()
                .asList();
    }
}
