package app.godo.reco.catalogue;

import app.godo.wire.events.EventView;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An Event that can still be attended. All but its seats is fixed for a version of it; its JSON is written once and again only
 * when seats have come or gone.
 */
public final class LiveEvent {

    private final EventView told;
    private final EventFacets facets;
    private final long startMillis;
    private final int series;
    private volatile Seats seats;
    private volatile WrittenEvent written;

    private record Seats(int going, Integer capacity, Instant countedAt) {}

    LiveEvent(EventView told, EventFacets facets, Instant toldAt) {
        this.told = told;
        this.facets = facets;
        this.startMillis = told.dateTime().toEpochMilli();
        this.series = Objects.hash(told.title(), told.locationName());
        this.seats = new Seats(told.currentAttendees(), told.capacity(), toldAt);
    }

    /** As event-service told it; the seats may have changed since, see {@link #going()}. */
    public EventView told() {
        return told;
    }

    public UUID id() {
        return told.id();
    }

    public EventFacets facets() {
        return facets;
    }

    public long startMillis() {
        return startMillis;
    }

    /** Alike for Events of one title at one place, which are most likely one series. */
    public int series() {
        return series;
    }

    /** Seats taken. */
    public int going() {
        return seats.going();
    }

    /** Whether whoever comes now has to wait for a seat. */
    public boolean full() {
        var now = seats;
        return now.capacity() != null && now.going() >= now.capacity();
    }

    /** The Event's JSON, for anyone. */
    public WrittenEvent written(ObjectMapper mapper) {
        var ready = written;
        if (ready == null) {
            ready = WrittenEvent.of(tree(mapper));
            written = ready;
        }
        return ready;
    }

    /** The Event's JSON for one who attends it. */
    public WrittenEvent writtenFor(String myAttendance, ObjectMapper mapper) {
        return WrittenEvent.of(tree(mapper).put("my_attendance", myAttendance));
    }

    /** The seats as counted at a moment; an older count than the last one says nothing. */
    synchronized void count(int going, Integer capacity, Instant at) {
        if (!at.isBefore(seats.countedAt())) {
            seats = new Seats(going, capacity, at);
            written = null;
        }
    }

    /** Takes over what was known of the seats of an earlier version, if it was counted later. */
    LiveEvent after(LiveEvent earlier) {
        var known = earlier.seats;
        count(known.going(), told.capacity(), known.countedAt());
        return this;
    }

    private ObjectNode tree(ObjectMapper mapper) {
        return mapper.<ObjectNode>valueToTree(told).put("current_attendees", seats.going());
    }
}
