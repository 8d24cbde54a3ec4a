package app.godo.reco.catalogue;

import app.godo.wire.events.EventView;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The Events that can still be attended. Facts and the database are two tellings of the same: of an Event, the higher version
 * counts, wherever it came from.
 */
@ApplicationScoped
public class Catalogue {

    private final Vocabulary vocabulary;
    private final Clock clock;

    /** What Facts have closed, until a load that began later has left it out as well. */
    private final Map<UUID, Telling> closed = new HashMap<>();

    private volatile LiveEvents live = LiveEvents.NONE;
    private volatile boolean loaded;

    Catalogue(Vocabulary vocabulary, Clock clock) {
        this.vocabulary = vocabulary;
        this.clock = clock;
    }

    /** What there is now; later changes make another. */
    public LiveEvents live() {
        return live;
    }

    /** The facets of an Event, also of one that is over. */
    public EventFacets facetsOf(EventView event) {
        return EventFacets.of(event, vocabulary);
    }

    boolean loaded() {
        return loaded;
    }

    /** An Event as it was told, at a moment. */
    record Telling(EventView event, Instant at) {}

    /** Takes in what Facts tell; what is over, called off or no longer public goes. */
    synchronized void tell(Collection<Telling> tellings) {
        var events = new HashMap<>(live.byId());
        tellings.forEach(telling -> take(telling, events));
        become(events);
    }

    /**
     * Takes in the whole of the database's upcoming Events. What is not among them goes, unless a Fact has told of it while
     * they were read.
     *
     * @param since a moment before they were read
     * @param before what was live at that moment
     */
    synchronized void load(List<EventView> upcoming, Instant since, LiveEvents before) {
        var events = new HashMap<>(live.byId());
        upcoming.forEach(event -> take(new Telling(event, since), events));
        var stillThere = upcoming.stream().map(EventView::id).collect(Collectors.toSet());
        before.byId().forEach((id, event) -> {
            if (!stillThere.contains(id)) {
                events.remove(id, event);
            }
        });
        closed.values().removeIf(closing -> closing.at().isBefore(since));
        become(events);
        loaded = true;
    }

    /** The seats of an Event after somebody came or went. */
    public void count(UUID eventId, int going, Integer capacity, Instant at) {
        var event = live.byId().get(eventId);
        if (event != null) {
            event.count(going, capacity, at);
        }
    }

    private void take(Telling telling, Map<UUID, LiveEvent> events) {
        var told = telling.event();
        var known = events.get(told.id());
        if (known != null && known.told().version() >= told.version()) {
            known.count(told.currentAttendees(), told.capacity(), telling.at());
            return;
        }
        var closing = closed.get(told.id());
        if (closing != null && closing.event().version() >= told.version()) {
            return;
        }
        if (open(told, clock.instant())) {
            var event = new LiveEvent(told, facetsOf(told), telling.at());
            events.put(told.id(), known == null ? event : event.after(known));
        } else {
            events.remove(told.id());
            closed.put(told.id(), telling);
        }
    }

    private void become(Map<UUID, LiveEvent> events) {
        if (!events.equals(live.byId())) {
            live = LiveEvents.of(events.values(), live.membership() + 1);
        }
    }

    /** Postponed means that nobody knows when: it comes back with its new date. */
    private static boolean open(EventView event, Instant now) {
        return event.upcoming(now)
                && !"postponed".equals(event.scheduleStatus())
                && "approved".equals(event.moderationStatus());
    }
}
