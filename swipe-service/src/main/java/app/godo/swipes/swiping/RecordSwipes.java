package app.godo.swipes.swiping;

import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Records a person's swipes. What came before is answered as it was then; the rest is recorded or rejected, each for itself.
 */
@ApplicationScoped
class RecordSwipes {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final Transactions transactions;
    private final SwipeJournal journal;
    private final Swipes swipes;
    private final Clock clock;

    RecordSwipes(Transactions transactions, SwipeJournal journal, Swipes swipes, Clock clock) {
        this.transactions = transactions;
        this.journal = journal;
        this.swipes = swipes;
        this.clock = clock;
    }

    /** One outcome for each swipe, in the order sent. */
    Uni<List<Outcome>> handle(UUID userId, List<SwipeRequest> requests) {
        var now = clock.instant();
        var sent = requests.stream().map(request -> NewSwipe.of(request, now)).toList();
        return keep(userId, sent).chain(first -> outcomes(userId, sent, first));
    }

    /** An Event that is deleted under the statement is gone the second time; an erased account still is. */
    private Uni<Set<UUID>> keep(UUID userId, List<NewSwipe> sent) {
        var recent = sent.stream().filter(swipe -> !swipe.tooOld()).toList();
        return Uni.createFrom()
                .deferred(() -> journal.keep(userId, recent))
                .onFailure(RecordSwipes::refersToNothing)
                .retry()
                .atMost(1)
                .onFailure(RecordSwipes::refersToNothing)
                .transform(gone -> new AccountGone());
    }

    private Uni<List<Outcome>> outcomes(UUID userId, List<NewSwipe> sent, Set<UUID> first) {
        var others = sent.stream()
                .filter(swipe -> !first.contains(swipe.id()))
                .map(NewSwipe::clientSwipeId)
                .collect(Collectors.toSet());
        return stored(userId, others).map(before -> sent.stream()
                .map(swipe -> outcome(swipe, first, before))
                .toList());
    }

    private Uni<Map<UUID, SwipeView>> stored(UUID userId, Set<UUID> clientSwipeIds) {
        if (clientSwipeIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transactions
                .asCaller(userId, () -> swipes.byClientIds(userId, clientSwipeIds))
                .map(found -> found.stream()
                        .map(Swipe::view)
                        .collect(Collectors.toMap(SwipeView::clientSwipeId, Function.identity())));
    }

    private static Outcome outcome(NewSwipe swipe, Set<UUID> first, Map<UUID, SwipeView> before) {
        if (first.contains(swipe.id())) {
            return new Outcome.Recorded(swipe.view());
        }
        var stored = before.get(swipe.clientSwipeId());
        if (stored != null) {
            return new Outcome.Duplicate(stored);
        }
        return new Outcome.Rejected(
                swipe.clientSwipeId(), swipe.tooOld() ? new SwipedTooLongAgo() : new NotFound("event"));
    }

    static boolean refersToNothing(Throwable failure) {
        return failure instanceof PgException refused && FOREIGN_KEY_VIOLATION.equals(refused.getSqlState());
    }
}
