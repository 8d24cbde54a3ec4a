package app.godo.events.submitting;

import app.godo.events.catalogue.Draft;
import app.godo.events.catalogue.Prose;
import app.godo.events.places.Places;
import app.godo.events.places.Point;
import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Refusal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;

/** Makes a draft of what a person writes. */
@ApplicationScoped
class Drafting {

    private static final String MAY_SHOW = "select events.may_show(?1, cast(?2 as uuid))";

    private static final Problem.FieldError NOT_OURS = new Problem.FieldError(
            "/image_url", "not-ours", "is no picture of one of your events: send one to the event's image");

    private final Places places;
    private final ObjectMapper mapper;

    Drafting(Places places, ObjectMapper mapper) {
        this.places = places;
        this.mapper = mapper;
    }

    /** The same, with what is asked of each field by itself; what came in a request's body has that already. */
    EventRequest valid(@Valid EventRequest request) {
        return request;
    }

    /**
     * Joins the current transaction, to ask for the picture: of no address but those of our own store. Whoever is behind any other
     * would learn who looks at the Event.
     */
    Uni<Draft> of(UUID author, EventRequest request) {
        return request.imageUrl() == null
                ? Uni.createFrom().item(drafted(author, request))
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(MAY_SHOW, Boolean.class)
                                .setParameter(1, request.imageUrl())
                                .setParameter(2, Objects.toString(author, null))
                                .getSingleResult())
                        .invoke(ours -> Refusal.when(!ours, () -> new InvalidEvent(List.of(NOT_OURS))))
                        .map(ours -> drafted(author, request));
    }

    private Draft drafted(UUID author, EventRequest request) {
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
                author,
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
