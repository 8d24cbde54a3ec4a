package app.godo.reco.catalogue;

import app.godo.wire.events.EventView;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The Events that can still be attended. Facts and the database are two tellings of the same: of an Event, the higher version
 * counts, wherever it came from.
 */
@ApplicationScoped
public class Catalogue {

    private static final Set<String> NOT_FOR_NOW = Set.of("postponed", "unconfirmed");

    private final Clock clock;

    /** What Facts have closed, until a load that began later has left it out as well. */
    private final Map<UUID, Telling> closed = new HashMap<>();

    private volatile LiveEvents live = LiveEvents.none();
    private volatile boolean loaded;

    Catalogue(Clock clock) {
        this.clock = clock;
    }

    /** What there is now; later changes make another. */
    public LiveEvents live() {
        return live;
    }

    boolean loaded() {
        return loaded;
    }

    /**
     * An Event as it was told.
     *
     * @param at the moment
     * @param attendanceVersion by which its seats are counted
     */
    record Telling(EventView event, Instant at, long attendanceVersion) {

        /** As a Fact tells it, which is not about seats. */
        Telling(EventView event, Instant at) {
            this(event, at, SeatCount.HEARSAY);
        }

        SeatCount seats() {
            return new SeatCount(event.currentAttendees(), event.waitlistLength(), attendanceVersion, at);
        }
    }

    /** Takes in what Facts tell; what is over, called off or no longer public goes. */
    synchronized void tell(Collection<Telling> tellings) {
        var events = new HashMap<>(live.byId());
        tellings.forEach(telling -> take(telling, events));
        become(events, live.vocabulary());
    }

    /**
     * Takes in the whole of the database's upcoming Events. What is not among them goes, unless a Fact has told of it while
     * they were read.
     *
     * @param since a moment before they were read
     * @param before what was live at that moment
     */
    synchronized void load(List<Telling> upcoming, Instant since, LiveEvents before) {
        var events = new HashMap<>(live.byId());
        upcoming.forEach(telling -> take(telling, events));
        var stillThere = upcoming.stream().map(telling -> telling.event().id()).collect(Collectors.toSet());
        before.byId().forEach((id, event) -> {
            if (!stillThere.contains(id)) {
                events.remove(id, event);
            }
        });
        closed.values().removeIf(closing -> closing.at().isBefore(since));
        become(events, live.vocabulary());
        forgetFacets();
        loaded = true;
    }

    /**
     * The seats of an Event after somebody came or went.
     *
     * @param waiting null when whoever tells does not say
     * @param version the Event's {@code attendance_version} then, null likewise
     */
    public synchronized void count(UUID eventId, int going, Integer waiting, Long version, Instant at) {
        var event = live.byId().get(eventId);
        if (event != null) {
            var known = event.seats().count();
            event.count(new SeatCount(going, waiting == null ? known.waiting() : waiting, version, at));
        }
    }

    private void take(Telling telling, Map<UUID, LiveEvent> events) {
        var told = telling.event();
        var known = events.get(told.id());
        if (known != null && known.told().version() >= told.version()) {
            known.count(telling.seats());
            return;
        }
        var closing = closed.get(told.id());
        if (closing != null && closing.event().version() >= told.version()) {
            return;
        }
        if (open(told, clock.instant())) {
            var event = new LiveEvent(told, EventFacets.of(told, live.vocabulary()), telling.seats());
            events.put(told.id(), known == null ? event : event.after(known));
        } else {
            events.remove(told.id());
            closed.put(told.id(), telling);
        }
    }

    private void become(Map<UUID, LiveEvent> events, Vocabulary vocabulary) {
        if (!events.equals(live.byId())) {
            live = LiveEvents.of(events.values(), live.membership() + 1, vocabulary);
        }
    }

    /** Tags come and go with their Events; every ranking is as long as the vocabulary. Seats and what is written stay. */
    private void forgetFacets() {
        if (live.vocabulary().size() > live.facets() + 1) {
            var fresh = new Vocabulary();
            var renumbered = live.all().stream().map(event -> event.in(fresh)).toList();
            live = LiveEvents.of(renumbered, live.membership() + 1, fresh);
        }
    }

    /** Postponed means that nobody knows when, unconfirmed that nobody lists it any more: it comes back when somebody does. */
    private static boolean open(EventView event, Instant now) {
        return event.upcoming(now)
                && !NOT_FOR_NOW.contains(event.scheduleStatus())
                && "approved".equals(event.moderationStatus());
    }
}
