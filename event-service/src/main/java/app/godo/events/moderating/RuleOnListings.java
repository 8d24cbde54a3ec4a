package app.godo.events.moderating;

import app.godo.events.listings.Regroup;
import app.godo.events.listings.Rulebook;
import app.godo.events.matching.Pair;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A moderator says which Listings tell of one Event. It counts for good, and at once; to say it again changes nothing. */
@ApplicationScoped
class RuleOnListings {

    private final Transactions transactions;
    private final ListingsQuery listings;
    private final Rulebook rulebook;
    private final Regroup regroup;
    private final Log log;

    RuleOnListings(Transactions transactions, ListingsQuery listings, Rulebook rulebook, Regroup regroup, Log log) {
        this.transactions = transactions;
        this.listings = listings;
        this.rulebook = rulebook;
        this.regroup = regroup;
        this.log = log;
    }

    Uni<RulingView> handle(UUID moderator, RulingRequest request) {
        Refusal.when(
                request.one().equals(request.other()),
                () -> new InvalidField("/other", "same-listing", "\"other\" must be another listing than \"one\"."));
        var keys = List.of(request.one(), request.other());
        var pair = Pair.of(request.one(), request.other());
        return transactions.asWorker(() -> listings.eventsOf(keys)
                .chain(() -> rulebook.rule(List.of(pair), request.same(), moderator))
                .chain(anew -> anew
                        ? log.add(
                                        moderator,
                                        request.same() ? "same" : "different",
                                        null,
                                        pair.one() + " " + pair.other(),
                                        request.reason())
                                .chain(() -> regroup.ruled(keys))
                        : Uni.createFrom().voidItem())
                .chain(() -> listings.eventsOf(keys))
                .map(events -> new RulingView(
                        request.one(),
                        request.other(),
                        request.same(),
                        events.get(request.one()),
                        events.get(request.other()))));
    }

    /** Takes a Listing out of an Event: it is ruled to be none of what the others are. */
    Uni<ListingView> part(UUID moderator, UUID event, PartingRequest request) {
        var key = request.listing();
        return transactions
                .asWorker(() -> listings.eventsOf(List.of(key))
                        .chain(() -> listings.togetherWith(key))
                        .chain(others -> others.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : part(moderator, event, request, others))
                        .chain(() -> listings.eventsOf(List.of(key))))
                .chain(events -> listings.of(events.get(key)))
                .map(all -> all.stream()
                        .filter(one -> one.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("listing")));
    }

    private Uni<Void> part(UUID moderator, UUID event, PartingRequest request, List<String> others) {
        var key = request.listing();
        return rulebook.rule(others.stream().map(other -> Pair.of(key, other)).toList(), false, moderator)
                .chain(() -> log.add(moderator, "unmerge", event, key, request.reason()))
                .chain(() -> regroup.ruled(List.of(key)));
    }
}
