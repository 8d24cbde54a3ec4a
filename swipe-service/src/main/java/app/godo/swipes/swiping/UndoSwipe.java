package app.godo.swipes.swiping;

import app.godo.swipes.swiping.UndoJournal.Found;
import app.godo.swipes.swiping.UndoJournal.Restored;
import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes a swipe back, with all that came of it. */
@ApplicationScoped
class UndoSwipe {

    private final Transactions transactions;
    private final UndoJournal journal;
    private final Outbox outbox;
    private final Clock clock;

    UndoSwipe(Transactions transactions, UndoJournal journal, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.journal = journal;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The same answer however often it is asked; none for a swipe that has not come yet, and will be undone when it comes.
     *
     * @param early whether it may not have come yet
     */
    Uni<Optional<UndoneSwipe>> handle(UUID userId, UUID id, boolean early) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return undo(userId, id, now)
                .chain(found -> found.isPresent() ? answer(found.get()) : await(userId, id, early, now));
    }

    private static Uni<Optional<UndoneSwipe>> answer(UndoneSwipe undone) {
        return Uni.createFrom().item(Optional.of(undone).filter(swipe -> swipe.eventId() != null));
    }

    private Uni<Optional<UndoneSwipe>> undo(UUID userId, UUID id, Instant now) {
        return transactions.sqlAsCaller(userId, transaction -> journal.find(transaction, userId, id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : undo(transaction, userId, found.get(), now).map(Optional::of)));
    }

    private Uni<UndoneSwipe> undo(SqlConnection transaction, UUID userId, Found swipe, Instant now) {
        if (swipe.undoneAt() != null) {
            return Uni.createFrom().item(view(swipe, swipe.undoneAt(), swipe.mySwipe()));
        }
        Refusal.when(!swipe.inTime(), SwipeTooOldToUndo::new);
        return journal.undo(transaction, userId, swipe, now)
                .call(restored -> outbox.append(transaction, facts(userId, swipe, restored, now)))
                .map(restored -> view(swipe, now, heldFor(swipe.eventId(), restored)));
    }

    /** Refused when nobody said that it may come later. What came in between is undone like any other. */
    private Uni<Optional<UndoneSwipe>> await(UUID userId, UUID id, boolean early, Instant now) {
        Refusal.when(!early, () -> new NotFound("swipe"));
        return transactions
                .sqlAsCaller(userId, transaction -> journal.await(transaction, userId, id, now))
                .onFailure(RecordSwipes::refersToNothing)
                .transform(gone -> new AccountGone())
                .chain(awaited -> awaited
                        ? Uni.createFrom().item(Optional.empty())
                        : undo(userId, id, now).chain(found -> answer(found.orElseThrow(TooManyEarlyUndos::new))));
    }

    private static List<SwipeFact.Undone> facts(UUID userId, Found swipe, List<Restored> restored, Instant now) {
        return restored.stream()
                .map(event -> new SwipeFact.Undone(
                        Ids.next(),
                        now,
                        swipe.id(),
                        userId,
                        event.eventId(),
                        swipe.direction(),
                        swipe.swipedAt(),
                        event.held()))
                .toList();
    }

    private static Direction heldFor(UUID eventId, List<Restored> restored) {
        return restored.stream()
                .filter(event -> event.eventId().equals(eventId) && event.held() != null)
                .map(event -> event.held().direction())
                .findFirst()
                .orElse(null);
    }

    private static UndoneSwipe view(Found swipe, Instant undoneAt, Direction mySwipe) {
        return new UndoneSwipe(swipe.id(), swipe.eventId(), swipe.direction(), undoneAt, mySwipe);
    }
}
