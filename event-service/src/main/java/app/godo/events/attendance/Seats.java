package app.godo.events.attendance;

import app.godo.wire.events.PublicCount;
import app.godo.wire.facts.AttendanceFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.time.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The seats of an Event. Whoever takes or leaves one holds the Event's row first and the attendance after, so that seats go one
 * by one and nobody waits in a circle. Joins the current transaction.
 */
@ApplicationScoped
public class Seats {

    private static final String HOLD =
            "select event_id, seats_left, waiting, is_open, unsold from events.hold_event(cast(?1 as uuid), leaving => ?2)";

    private static final String CLOSED_BY = """
            select case when schedule_status = 'cancelled' then 'cancelled' when is_active then 'over' else 'withdrawn' end
              from events.event_cards where id = cast(?1 as uuid)""";

    private static final String FILL =
            "select user_id, visibility, status, offer_expires_at from events.offer_seats(cast(?1 as uuid))";

    private static final String MOVE = """
            select user_id, status, visibility, offer_expires_at, other_status, other_visibility
              from events.move_people(cast(?1 as uuid), cast(?2 as uuid), back => ?3)""";

    private static final String COUNT = """
            select taken, capacity, waiting, version, events.waitlist_position(cast(?1 as uuid), cast(?2 as uuid)),
                   exists (select from events.event_cards as card where card.id = cast(?1 as uuid) and card.counts_exactly)
              from events.seats(cast(?1 as uuid))""";

    private final Outbox outbox;
    private final Clock clock;

    Seats(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param eventId the Event itself, also where it was asked for by the id of one that was merged into it
     * @param left for whoever comes, so without those that are offered to somebody; null when there are as many as people like;
     *     below zero when more go than there are seats by now
     * @param unsold with those that are offered; null likewise
     */
    record Held(UUID eventId, Integer left, int waiting, boolean open, Integer unsold) {
        boolean anyFree() {
            return left == null || left > 0;
        }

        boolean anyUnsold() {
            return unsold == null || unsold > 0;
        }
    }

    /**
     * How the seats stand.
     *
     * @param version how often they changed so far
     * @param position of the person in the queue, null when they do not wait
     * @param exact whether whoever asks is told the number
     */
    record Count(int taken, Integer capacity, int waiting, long version, Integer position, boolean exact) {

        /** What is told of the seats taken to one who has said this. */
        int takenAsToldTo(Status status) {
            return exact ? taken : PublicCount.ofSeats(taken, capacity, status.word());
        }

        /** The Fact of a change that led to this, and offers no seat. */
        AttendanceFact.Changed after(
                Instant at, UUID eventId, UUID userId, Status status, Status previous, String visibility) {
            return after(
                    at,
                    eventId,
                    userId,
                    status == null ? null : status.word(),
                    previous == null ? null : previous.word(),
                    visibility,
                    null);
        }

        /** @param offeredUntil null when no seat is offered */
        AttendanceFact.Changed after(
                Instant at,
                UUID eventId,
                UUID userId,
                String status,
                String previous,
                String visibility,
                OffsetDateTime offeredUntil) {
            return new AttendanceFact.Changed(
                    Ids.next(),
                    at,
                    eventId,
                    userId,
                    status,
                    previous,
                    visibility,
                    taken,
                    capacity,
                    waiting,
                    version,
                    offeredUntil == null ? null : offeredUntil.toInstant());
        }
    }

    /**
     * Takes the Event's row until the transaction ends.
     *
     * @throws NotFound when there is none that the caller may know of
     */
    Uni<Held> hold(UUID eventId) {
        return hold(eventId, false);
    }

    /** The same for whoever takes back what they said, which they may even where they can no longer see the Event. */
    Uni<Held> holdToLeave(UUID eventId) {
        return hold(eventId, true);
    }

    private static Uni<Held> hold(UUID eventId, boolean leaving) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HOLD, Object[].class)
                        .setParameter(1, eventId.toString())
                        .setParameter(2, leaving)
                        .getSingleResultOrNull())
                .map(row -> {
                    Refusal.when(row == null, () -> new NotFound("event"));
                    return new Held(
                            (UUID) row[0], (Integer) row[1], (Integer) row[2], (Boolean) row[3], (Integer) row[4]);
                });
    }

    /** Takes the row of an Event that people can still say something of. */
    Uni<Held> holdOpen(UUID eventId) {
        return hold(eventId).call(this::mustBeOpen);
    }

    Uni<Void> mustBeOpen(Held held) {
        return held.open() ? Uni.createFrom().voidItem() : refuse(held.eventId());
    }

    /** Passes free seats on to those who wait, and ends offers that ran out, each with its Fact. Only with the Event held. */
    public Uni<Void> fill(UUID eventId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FILL, Object[].class)
                        .setParameter(1, eventId.toString())
                        .getResultList())
                .chain(lucky -> lucky.isEmpty() ? Uni.createFrom().voidItem() : tell(eventId, lucky));
    }

    /** How the seats stand now, and where in the queue the person is. */
    Uni<Count> count(UUID eventId, UUID userId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COUNT, Object[].class)
                        .setParameter(1, eventId.toString())
                        .setParameter(2, userId.toString())
                        .getSingleResult())
                .map(row -> new Count(
                        (Integer) row[0], (Integer) row[1], (Integer) row[2], (Long) row[3], (Integer) row[4], (Boolean)
                                row[5]));
    }

    private Uni<Void> tell(UUID eventId, List<Object[]> lucky) {
        return count(eventId, (UUID) lucky.getFirst()[0])
                .chain(count -> outbox.append(
                        lucky.stream().map(one -> passedOn(count, eventId, one)).toList()));
    }

    private AttendanceFact passedOn(Count count, UUID eventId, Object[] one) {
        return count.after(
                clock.instant(),
                eventId,
                (UUID) one[0],
                (String) one[2],
                Status.WAITLISTED.word(),
                (String) one[1],
                (OffsetDateTime) one[3]);
    }

    /**
     * Whoever said something of one Event says it of another from here on, unless what they had said of that is as strong; each with
     * two Facts. Only as the worker, with both Events held.
     *
     * @param back whether only those go who had said it of the other before
     */
    public Uni<Void> move(UUID leaving, UUID entering, boolean back) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(MOVE, Object[].class)
                        .setParameter(1, leaving.toString())
                        .setParameter(2, entering.toString())
                        .setParameter(3, back)
                        .getResultList())
                .chain(moved -> moved.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tellOfMoved(leaving, entering, moved).chain(() -> fill(entering)));
    }

    private Uni<Void> tellOfMoved(UUID leaving, UUID entering, List<Object[]> moved) {
        var anybody = (UUID) moved.getFirst()[0];
        return count(leaving, anybody)
                .chain(left -> outbox.append(
                        moved.stream().map(one -> gone(left, leaving, one)).toList()))
                .chain(() -> count(entering, anybody))
                .chain(entered -> outbox.append(
                        moved.stream().map(one -> come(entered, entering, one)).toList()));
    }

    private AttendanceFact gone(Count count, UUID eventId, Object[] one) {
        var shownTo = (String) (one[4] == null ? one[2] : one[5]);
        return count.after(clock.instant(), eventId, (UUID) one[0], (String) one[4], (String) one[1], shownTo, null);
    }

    private AttendanceFact come(Count count, UUID eventId, Object[] one) {
        return count.after(
                clock.instant(),
                eventId,
                (UUID) one[0],
                (String) one[1],
                (String) one[4],
                (String) one[2],
                (OffsetDateTime) one[3]);
    }

    private static Uni<Void> refuse(UUID eventId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CLOSED_BY, String.class)
                        .setParameter(1, eventId.toString())
                        .getSingleResult())
                .map(why -> {
                    throw switch (why) {
                        case "cancelled" -> new EventCancelled();
                        case "over" -> new EventOver();
                        default ->
                            new NotFound("event"); // it is in calendars only, and nobody can say whether it takes place
                    };
                });
    }
}
