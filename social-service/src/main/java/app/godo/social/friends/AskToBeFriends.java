package app.godo.social.friends;

import app.godo.social.friends.Requests.Asked;
import app.godo.social.friends.Requests.Standing;
import app.godo.wire.facts.SocialFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * One person asks another to be friends. Whoever was asked before and asks back agrees by it. Somebody unknown, asleep or
 * behind a block is one and the same: not there. A person who declined is left alone for 30 days, and the one who asks does
 * not learn of it.
 */
@ApplicationScoped
class AskToBeFriends {

    static final int MOST_UNANSWERED = 50;
    static final int MOST_A_DAY = 20;

    private final Transactions transactions;
    private final Requests requests;
    private final Outbox outbox;
    private final Clock clock;

    AskToBeFriends(Transactions transactions, Requests requests, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.requests = requests;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What came of asking.
     *
     * @param changed false when it only repeats what was asked before
     */
    record Answer(FriendRequestView view, boolean changed) {}

    Uni<Answer> handle(UUID caller, UUID other) {
        Refusal.when(
                caller.equals(other), () -> new InvalidField("/user_id", "self", "You cannot be your own friend."));
        return transactions.sqlAsCaller(caller, transaction -> Pairs.lock(transaction, caller, other)
                .chain(() -> requests.ask(transaction, Ids.next(), caller, other))
                .map(found -> found.orElseThrow(() -> new NotFound("person")))
                .chain(asked -> settle(transaction, caller, other, asked)));
    }

    private Uni<Answer> settle(SqlConnection transaction, UUID caller, UUID other, Asked asked) {
        if (asked.was() == null) {
            return asFirst(transaction, caller, other, asked).replaceWith(new Answer(asked.view(), true));
        }
        Refusal.when(asked.was().equals(Friendship.ACCEPTED), AlreadyFriends::new);
        return asked.requestedBy().equals(caller)
                ? asAgain(transaction, caller, other, asked).replaceWith(new Answer(asked.view(), false))
                : asAgreed(transaction, caller, other, asked).replaceWith(new Answer(asked.view(), true));
    }

    private Uni<Void> asFirst(SqlConnection transaction, UUID caller, UUID other, Asked asked) {
        return allowed(transaction, caller, other)
                .chain(standing -> standing.declinedLately()
                        ? Uni.createFrom().voidItem()
                        : tell(transaction, requested(asked, caller, other)));
    }

    private Uni<Void> asAgain(SqlConnection transaction, UUID caller, UUID other, Asked asked) {
        return requests.askAnew(transaction, asked.view().id(), caller, other)
                .chain(anew -> anew
                        ? allowed(transaction, caller, other)
                                .chain(() -> tell(transaction, requested(asked, caller, other)))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> asAgreed(SqlConnection transaction, UUID caller, UUID other, Asked asked) {
        var accepted = new SocialFact.FriendAccepted(
                Ids.next(), clock.instant(), asked.view().id(), other, caller);
        return requests.forgive(transaction, other, caller).chain(() -> tell(transaction, accepted));
    }

    private Uni<Standing> allowed(SqlConnection transaction, UUID caller, UUID other) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return requests.countToday(transaction, caller, now.toLocalDate())
                .invoke(made -> Refusal.when(
                        made > MOST_A_DAY,
                        () -> TooManyRequests.today(MOST_A_DAY, Duration.between(now, tomorrow(now.toLocalDate())))))
                .chain(() -> requests.standing(transaction, caller, other))
                .invoke(standing -> {
                    Refusal.when(!standing.here(), () -> new NotFound("person"));
                    Refusal.when(
                            standing.unanswered() > MOST_UNANSWERED, () -> TooManyRequests.unanswered(MOST_UNANSWERED));
                });
    }

    private SocialFact requested(Asked asked, UUID caller, UUID other) {
        return new SocialFact.FriendRequested(
                Ids.next(), clock.instant(), asked.view().id(), caller, other);
    }

    private Uni<Void> tell(SqlConnection transaction, SocialFact fact) {
        return outbox.append(transaction, List.of(fact));
    }

    private static OffsetDateTime tomorrow(LocalDate today) {
        return today.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
