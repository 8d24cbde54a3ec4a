package app.godo.events.submitting;

import app.godo.events.attendance.Seats;
import app.godo.events.catalogue.Catalogue;
import app.godo.events.catalogue.Catalogue.Held;
import app.godo.events.catalogue.Draft;
import app.godo.events.catalogue.Revised;
import app.godo.events.catalogue.Told;
import app.godo.events.moderating.Log;
import app.godo.events.places.Places;
import app.godo.events.reading.StaleEvent;
import app.godo.wire.events.EventView;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import jakarta.enterprise.context.ApplicationScoped;

/** The author of an Event, or a moderator, changes it or calls it off. One Fact tells whoever it concerns what has changed. */
@ApplicationScoped
public class ChangeEvent {

    private static final Set<String> EDITABLE = Set.of(
            "title",
            "description",
            "date_time",
            "end_time",
            "time_zone",
            "all_day",
            "time_tbd",
            "location_kind",
            "location_name",
            "location_address",
            "latitude",
            "longitude",
            "neighborhood",
            "category",
            "tags",
            "price_min",
            "price_max",
            "currency",
            "image_url",
            "external_url",
            "capacity",
            "accessibility_info");

    /** What people would be led by, and where to: when the author of an approved Event changes that, a moderator looks again. */
    private static final Set<String> SEEN_FIRST = Set.of(
            "title",
            "description",
            "image_url",
            "external_url",
            "date_time",
            "location_kind",
            "location_name",
            "location_address",
            "latitude",
            "longitude");

    private static final String IS_VISIBLE = "select exists (select from event_cards where id = cast(?1 as uuid))";

    private static final String LOOK_AGAIN =
            "update events set look_again_at = coalesce(look_again_at, now()) where id = cast(?1 as uuid)";

    private static final String IS_KNOWN = "select events.is_known(cast(?1 as uuid))";

    private static final String DELETE = "delete from events where id = cast(?1 as uuid)";

    private final Transactions transactions;
    private final Catalogue catalogue;
    private final Drafting drafting;
    private final Places places;
    private final Seats seats;
    private final Outbox outbox;
    private final Log log;
    private final Clock clock;
    private final ObjectMapper mapper;

    ChangeEvent(
            Transactions transactions,
            Catalogue catalogue,
            Drafting drafting,
            Places places,
            Seats seats,
            Outbox outbox,
            Log log,
            Clock clock,
            ObjectMapper mapper) {
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.drafting = drafting;
        this.places = places;
        this.seats = seats;
        this.outbox = outbox;
        this.log = log;
        this.clock = clock;
        this.mapper = mapper;
    }

    /**
     * @param moderates whether the caller is a moderator
     * @param patch a JSON merge patch (RFC 7396)
     */
    public Uni<EventView> edit(UUID caller, boolean moderates, UUID eventId, IfMatch ifMatch, ObjectNode patch) {
        return as(caller, moderates, () -> editable(eventId, ifMatch)
                .chain(held -> merged(held, patch).chain(request -> {
                    Rules.check(request, held.draft().dateTime(), clock.instant(), places::knows);
                    return drafting.of(held.createdByUserId(), request)
                            .chain(draft -> revise(held, draft.standing(held.draft()), caller, "edit"));
                })));
    }

    /** The Event as it is, if {@link #edit} would change it. */
    public Uni<EventView> ask(UUID caller, boolean moderates, UUID eventId, IfMatch ifMatch) {
        return as(caller, moderates, () -> editable(eventId, ifMatch).map(Held::event));
    }

    /** Calls it off; what nobody but its author knows of goes altogether. */
    Uni<Void> cancel(UUID caller, boolean moderates, UUID eventId, IfMatch ifMatch) {
        return as(caller, moderates, () -> held(eventId).chain(held -> {
            if (held.event().cancelled()) {
                return Uni.createFrom().voidItem();
            }
            Refusal.when(!ifMatch.allows(held.event().version()), StaleEvent::new);
            return revise(held, held.draft().cancelled(), caller, "cancel")
                    .chain(() -> asked(IS_KNOWN, eventId))
                    .chain(known -> known ? Uni.createFrom().voidItem() : delete(eventId));
        }));
    }

    private <T> Uni<T> as(UUID caller, boolean moderates, Supplier<Uni<T>> work) {
        return moderates ? transactions.asWorker(work) : transactions.asCaller(caller, work);
    }

    private Uni<Held> held(UUID eventId) {
        return catalogue.hold(eventId).chain(held -> {
            if (held == null) {
                return asked(IS_VISIBLE, eventId).map(visible -> {
                    throw visible ? new NotYours() : new NotFound("event");
                });
            }
            Refusal.when(!held.event().isUserGenerated(), ListedBySource::new);
            return Uni.createFrom().item(held);
        });
    }

    private Uni<Held> editable(UUID eventId, IfMatch ifMatch) {
        return held(eventId).invoke(held -> {
            Refusal.when(!ifMatch.allows(held.event().version()), StaleEvent::new);
            Refusal.when(held.event().cancelled(), AlreadyCancelled::new);
        });
    }

    /** Fields that do not exist or are nobody's to change are unknown to {@link EventRequest}, and refused. */
    private Uni<EventRequest> merged(Held held, ObjectNode patch) {
        var merged = mapper.<ObjectNode>valueToTree(held.draft()).retain(EDITABLE);
        if (held.event().neighborhood() != null && (patch.has("latitude") || patch.has("longitude"))) {
            merged.remove("neighborhood");
        }
        merged.setAll(patch);
        try {
            return Uni.createFrom().item(drafting.valid(mapper.treeToValue(merged, EventRequest.class)));
        } catch (JsonProcessingException unfit) {
            return Uni.createFrom().failure(unfit);
        }
    }

    private Uni<EventView> revise(Held held, Draft draft, UUID caller, String action) {
        var byAuthor = caller.equals(held.createdByUserId());
        return catalogue
                .revise(List.of(new Told(
                        held.event().id(), draft, List.of(), held.event().mergedInto())))
                .chain(revised -> revised.isEmpty()
                        ? Uni.createFrom().item(held.event())
                        : told(revised.getFirst(), byAuthor)
                                .chain(() -> revised.getFirst().after().waitlistLength() > 0
                                        ? seats.fill(held.event().id())
                                        : Uni.createFrom().voidItem())
                                .chain(() -> byAuthor
                                        ? Uni.createFrom().voidItem()
                                        : log.add(caller, action, held.event().id(), null, null))
                                .replaceWith(revised.getFirst().after()));
    }

    private Uni<Void> told(Revised revised, boolean byAuthor) {
        var again = byAuthor
                && Objects.equals(revised.after().moderationStatus(), "approved")
                && revised.changed().stream().anyMatch(SEEN_FIRST::contains);
        return outbox.append(revised.fact(clock.instant()).stream().toList())
                .chain(() -> again
                        ? done(LOOK_AGAIN, revised.after().id())
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> delete(UUID eventId) {
        return done(DELETE, eventId);
    }

    private static Uni<Void> done(String statement, UUID eventId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement)
                        .setParameter(1, eventId.toString())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Boolean> asked(String question, UUID eventId) {
        return Panache.getSession().chain(session -> session.createNativeQuery(question, Boolean.class)
                .setParameter(1, eventId.toString())
                .getSingleResult());
    }
}
