package app.godo.events.listings;

import app.godo.wire.facts.ListingFact;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes what Sources list; what is only repeated is passed over. Joins the consumer's transaction, and works out what is told
 * before it holds anything that others wait for.
 */
@ApplicationScoped
class TakeListings {

    private final Listings listings;
    private final Drafting drafting;
    private final Regroup regroup;
    private final WithdrawListings withdrawListings;

    TakeListings(Listings listings, Drafting drafting, Regroup regroup, WithdrawListings withdrawListings) {
        this.listings = listings;
        this.drafting = drafting;
        this.regroup = regroup;
        this.withdrawListings = withdrawListings;
    }

    /** In the order of their telling; what follows one another and is of a kind, together. */
    Uni<Void> handle(List<ListingFact> facts) {
        return Multi.createFrom()
                .iterable(runs(facts))
                .onItem()
                .transformToUniAndConcatenate(run -> switch (run.getFirst()) {
                    case ListingFact.Seen seen -> take(all(ListingFact.Seen.class, run));
                    case ListingFact.Withdrawn withdrawn ->
                        withdrawListings.handle(
                                run.stream().map(ListingFact::key).toList());
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static List<List<ListingFact>> runs(List<ListingFact> facts) {
        var runs = new ArrayList<List<ListingFact>>();
        for (var fact : facts) {
            if (runs.isEmpty() || runs.getLast().getFirst().getClass() != fact.getClass()) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(fact);
        }
        return runs;
    }

    private static <F> List<F> all(Class<F> kind, List<ListingFact> facts) {
        return facts.stream().map(kind::cast).toList();
    }

    private Uni<Void> take(List<ListingFact.Seen> seen) {
        return OnAWorker.run(() -> seen.stream().map(drafting::of).toList()).chain(told -> Multi.createFrom()
                .iterable(rounds(told))
                .onItem()
                .transformToUniAndConcatenate(this::round)
                .collect()
                .last()
                .replaceWithVoid());
    }

    /** What is told twice in a batch is taken in two rounds, in the order of its telling. */
    private static List<List<Drafted>> rounds(List<Drafted> told) {
        var times = new HashMap<String, Integer>();
        var rounds = new LinkedHashMap<Integer, List<Drafted>>();
        for (var one : told) {
            var time = times.merge(one.key(), 1, Integer::sum);
            rounds.computeIfAbsent(time, first -> new ArrayList<>()).add(one);
        }
        return List.copyOf(rounds.values());
    }

    /** What is only repeated is found without being held, so that a whole feed told again stands in nobody's way. */
    private Uni<Void> round(List<Drafted> told) {
        return listings.newsIn(told).chain(regroup::take);
    }
}
