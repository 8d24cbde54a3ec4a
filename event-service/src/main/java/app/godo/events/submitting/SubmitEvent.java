package app.godo.events.submitting;

import app.godo.events.catalogue.Catalogue;
import app.godo.events.catalogue.Draft;
import app.godo.events.catalogue.Prose;
import app.godo.events.places.Places;
import app.godo.events.places.Point;
import app.godo.wire.events.EventView;
import app.godo.wire.idempotency.Idempotency;
import app.godo.wire.idempotency.Idempotency.Answer;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A person submits an Event. It waits for moderation: until then nobody but its author sees it, and no Fact tells of it.
 */
@ApplicationScoped
class SubmitEvent {

    private static final String OPERATION = "POST /events";

    private final Idempotency idempotency;
    private final Allowance allowance;
    private final Catalogue catalogue;
    private final Places places;
    private final Clock clock;
    private final ObjectMapper mapper;

    SubmitEvent(
            Idempotency idempotency,
            Allowance allowance,
            Catalogue catalogue,
            Places places,
            Clock clock,
            ObjectMapper mapper) {
        this.idempotency = idempotency;
        this.allowance = allowance;
        this.catalogue = catalogue;
        this.places = places;
        this.clock = clock;
        this.mapper = mapper;
    }

    Uni<Answer<EventView>> handle(UUID caller, UUID key, EventRequest request) {
        return idempotency.once(caller, OPERATION, key, request, EventView.class, () -> add(caller, request));
    }

    /** What may be submitted depends on the hour, so it is asked when this is done, and never of what was done before. */
    private Uni<EventView> add(UUID caller, EventRequest request) {
        Rules.check(request, clock.instant(), places::knows);
        return allowance.take(caller).chain(() -> catalogue.add(Ids.next(), draftOf(caller, request)));
    }

    private Draft draftOf(UUID caller, EventRequest request) {
        var point = request.latitude() == null ? null : new Point(request.latitude(), request.longitude());
        var place = places.at(point);
        return new Draft(
                Prose.line(request.title(), 255),
                Prose.markdown(request.description(), 20_000),
                request.dateTime(),
                request.endTime(),
                request.timeZone() == null ? Draft.NEW_YORK : request.timeZone(),
                Boolean.TRUE.equals(request.allDay()),
                Boolean.TRUE.equals(request.timeTbd()),
                "scheduled",
                request.locationKind() == null
                        ? "in_person"
                        : request.locationKind().name().toLowerCase(Locale.ROOT),
                Prose.line(request.locationName(), 255),
                request.locationAddress() == null ? null : Prose.line(request.locationAddress(), 500),
                request.latitude(),
                request.longitude(),
                request.neighborhood() == null ? place.neighborhood() : request.neighborhood(),
                place.borough(),
                place.transitScore(),
                request.category().word(),
                tagsOf(request),
                request.priceMin(),
                request.priceMax(),
                request.currency() == null ? "USD" : request.currency(),
                request.priceMin() != null,
                request.imageUrl(),
                request.externalUrl(),
                request.capacity(),
                null,
                null,
                null,
                accessibilityOf(request),
                Draft.USER_GENERATED,
                caller,
                "pending");
    }

    private static List<String> tagsOf(EventRequest request) {
        return request.tags() == null
                ? List.of()
                : request.tags().stream()
                        .map(tag -> Prose.line(tag, 50))
                        .filter(tag -> !tag.isEmpty())
                        .distinct()
                        .toList();
    }

    private JsonNode accessibilityOf(EventRequest request) {
        var told = request.accessibilityInfo();
        return told == null
                ? mapper.createObjectNode()
                : mapper.valueToTree(new EventRequest.Accessibility(
                        told.stepFree(),
                        told.asl(),
                        told.captions(),
                        told.quietSpace(),
                        told.genderNeutralRestroom(),
                        Prose.markdown(told.notes(), 1000)));
    }
}
