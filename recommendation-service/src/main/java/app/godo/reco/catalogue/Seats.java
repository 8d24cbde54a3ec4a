package app.godo.reco.catalogue;

import app.godo.wire.events.EventView;
import app.godo.wire.events.PublicCount;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The seats of an Event as they stood at one moment, together with the Event's JSON that says so: who has one of these cannot
 * be told two different numbers. The JSON is written when somebody first asks for it, and then no more.
 */
public final class Seats {

    private final EventView told;
    private final SeatCount count;
    private final Map<String, WrittenEvent> writtenFor;
    private volatile WrittenEvent written;

    Seats(EventView told, SeatCount count) {
        this(told, count, null, new ConcurrentHashMap<>(1));
    }

    private Seats(EventView told, SeatCount count, WrittenEvent written, Map<String, WrittenEvent> writtenFor) {
        this.told = told;
        this.count = count;
        this.written = written;
        this.writtenFor = writtenFor;
    }

    /** As counted anew; a count that says the same leaves what is written alone. */
    Seats counted(SeatCount again) {
        return again.saysTheSameAs(count) ? new Seats(told, again, written, writtenFor) : new Seats(told, again);
    }

    SeatCount count() {
        return count;
    }

    /** Seats taken. */
    public int going() {
        return count.going();
    }

    /** Whether whoever comes now has to wait for a seat. How many there are is the Event's own, and changes with its version. */
    public boolean full() {
        return told.capacity() != null && count.going() >= told.capacity();
    }

    /** The Event's JSON, for anyone. */
    public WrittenEvent written(ObjectMapper mapper) {
        var ready = written;
        if (ready == null) {
            ready = WrittenEvent.of(tree(null, mapper));
            written = ready;
        }
        return ready;
    }

    /** The Event's JSON for one who has said this to it. */
    public WrittenEvent writtenFor(String myAttendance, ObjectMapper mapper) {
        return writtenFor.computeIfAbsent(myAttendance, status -> WrittenEvent.of(tree(status, mapper)));
    }

    private ObjectNode tree(String myAttendance, ObjectMapper mapper) {
        return mapper.<ObjectNode>valueToTree(told)
                .put("my_attendance", myAttendance)
                .put("current_attendees", PublicCount.ofSeats(count.going(), told.capacity(), myAttendance))
                .put("waitlist_length", PublicCount.ofWaiting(count.waiting(), myAttendance));
    }
}
