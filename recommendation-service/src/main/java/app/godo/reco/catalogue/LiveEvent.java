package app.godo.reco.catalogue;

import app.godo.wire.events.EventView;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** An Event that can still be attended. All but its seats is fixed for a version of it. */
public final class LiveEvent {

    private final EventView told;
    private final EventFacets facets;
    private final long startMillis;
    private final long upcomingUntilMillis;
    private final int series;
    private final String venue;
    private final AtomicReference<Seats> seats;

    LiveEvent(EventView told, EventFacets facets, SeatCount count) {
        this(told, facets, new AtomicReference<>(new Seats(told, count)));
    }

    private LiveEvent(EventView told, EventFacets facets, AtomicReference<Seats> seats) {
        this.told = told;
        this.facets = facets;
        this.startMillis = told.dateTime().toEpochMilli();
        this.upcomingUntilMillis = told.upcomingUntil().toEpochMilli();
        this.series = Objects.hash(told.title(), told.locationName());
        this.venue = told.locationName() == null ? "" : venueNamed(told.locationName());
        this.seats = seats;
    }

    /** As event-service told it; the seats may have changed since, see {@link #seats()}. */
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

    /** Until when it is to come: until it begins, or where only its day is known, until that is over. */
    public long upcomingUntilMillis() {
        return upcomingUntilMillis;
    }

    /** Alike for Events of one title at one place, which are most likely one series. */
    public int series() {
        return series;
    }

    /** Where it is, alike for names that differ in case and spaces only; empty when unknown. */
    public String venue() {
        return venue;
    }

    /** The same of a name. */
    public static String venueNamed(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** The seats as they stand now: ask once for all that is said of them in one breath. */
    public Seats seats() {
        return seats.get();
    }

    /** Takes in a count unless a better one is known. */
    void count(SeatCount count) {
        seats.updateAndGet(now -> count.replaces(now.count()) ? now.counted(count) : now);
    }

    /** The same Event with the facet numbers of another vocabulary. */
    LiveEvent in(Vocabulary vocabulary) {
        return new LiveEvent(told, EventFacets.of(told, vocabulary), seats);
    }

    /** Takes over what was known of the seats of an earlier version, if that is better. */
    LiveEvent after(LiveEvent earlier) {
        count(earlier.seats().count());
        return this;
    }
}
