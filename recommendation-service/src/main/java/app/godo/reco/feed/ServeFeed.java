package app.godo.reco.feed;

import app.godo.reco.catalogue.Catalogue;
import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.LiveEvents;
import app.godo.reco.catalogue.Vocabulary;
import app.godo.reco.company.Companies;
import app.godo.reco.company.Company;
import app.godo.reco.company.KeptFrom;
import app.godo.reco.tastes.SwipedEvents;
import app.godo.reco.tastes.Taste;
import app.godo.reco.tastes.Tastes;
import app.godo.wire.paging.Cursors;
import app.godo.wire.problem.Refusal;
import app.godo.wire.time.Ids;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Serves a feed: a new deck, or the next part of one. Taste and deck come from Redis in one round trip, friends from memory or
 * one query; all the rest is at hand. Whatever a deck was made from, what is served is checked again at the moment of serving.
 */
@ApplicationScoped
class ServeFeed {

    private final Catalogue catalogue;
    private final Vocabulary vocabulary;
    private final Tastes tastes;
    private final SwipedEvents swipedEvents;
    private final Companies companies;
    private final KeptFrom keptFrom;
    private final Decks decks;
    private final Cards cards;
    private final Cursors cursors;
    private final FeedConfig config;
    private final Clock clock;

    ServeFeed(
            Catalogue catalogue,
            Vocabulary vocabulary,
            Tastes tastes,
            SwipedEvents swipedEvents,
            Companies companies,
            KeptFrom keptFrom,
            Decks decks,
            Cards cards,
            Cursors cursors,
            FeedConfig config,
            Clock clock) {
        this.catalogue = catalogue;
        this.vocabulary = vocabulary;
        this.tastes = tastes;
        this.swipedEvents = swipedEvents;
        this.companies = companies;
        this.keptFrom = keptFrom;
        this.decks = decks;
        this.cards = cards;
        this.cursors = cursors;
        this.config = config;
        this.clock = clock;
    }

    /** All that a feed is made from, as it is now. */
    private record Moment(LiveEvents live, Ranking ranking, Instant now, boolean degraded) {}

    /** A deck is no other while these are the same. */
    private record Made(String tasteRevision, Company company, long membership) {}

    /** A deck from its beginning: the one at hand while nothing has changed, otherwise a new one. */
    Uni<DeckView> fromTheTop(UUID userId, Filters filters, int limit) {
        return Uni.combine()
                .all()
                .unis(tasteOf(userId), companies.of(userId))
                .asTuple()
                .chain(read -> deal(
                        new Decks.Question(userId, filters),
                        moment(
                                read.getItem1().taste(),
                                read.getItem2(),
                                read.getItem1().degraded()),
                        limit));
    }

    /** What follows in a deck; without Redis nobody knows what that was, and a new one begins. */
    Uni<DeckView> after(String cursor, UUID userId, Filters filters, int limit) {
        var position = cursors.decode(questionOf(userId, filters), cursor);
        var deckId = UUID.fromString(position.getFirst());
        var from = Integer.parseInt(position.getLast());
        var read = tastes.with(userId, Decks.frozen(userId, deckId));
        return Uni.combine()
                .all()
                .unis(read, companies.of(userId))
                .asTuple()
                .map(both -> {
                    Refusal.when(both.getItem1().also() == null, DeckExpired::new);
                    return serve(
                            Deck.of(deckId, both.getItem1().also()),
                            from,
                            new Decks.Question(userId, filters),
                            moment(both.getItem1().taste(), both.getItem2(), false),
                            limit);
                })
                .onFailure(failure -> !(failure instanceof Refusal))
                .recoverWithUni(() -> fromTheTop(userId, filters, limit));
    }

    private record KnownTaste(Taste taste, boolean degraded) {}

    private Uni<KnownTaste> tasteOf(UUID userId) {
        return tastes.of(userId)
                .map(read -> new KnownTaste(read.taste(), false))
                .onFailure()
                .recoverWithUni(away -> {
                    Log.warnf("a plain feed, Redis is away: %s", away);
                    return swipedEvents
                            .of(userId)
                            .map(seen -> new KnownTaste(Taste.unknown(seen), true))
                            .onFailure()
                            .transform(also -> new FeedUnavailable());
                });
    }

    /** The catalogue is taken before the vocabulary is asked: it then knows every facet in it. */
    private Moment moment(Taste taste, Company company, boolean degraded) {
        var live = catalogue.live();
        var now = clock.instant();
        var ranking = new Ranking(taste, company, vocabulary, now.toEpochMilli());
        return new Moment(live, ranking, now, degraded || !company.known());
    }

    private Uni<DeckView> deal(Decks.Question question, Moment moment, int limit) {
        var ranking = moment.ranking();
        var made = new Made(
                ranking.taste().revision(), ranking.company(), moment.live().membership());
        var atHand = moment.degraded() ? null : decks.atHand(question, made);
        if (atHand != null) {
            return Uni.createFrom().item(() -> serve(atHand, 0, question, moment, limit));
        }
        var eligible = servable(question.userId(), moment).and(question.filters()::admit);
        var candidates = Candidates.of(moment.live().all(), eligible, ranking);
        var deck = Dealer.deal(Ids.next(), candidates, ranking, config.deckSize());
        var served = serve(deck, 0, question, moment, limit);
        return moment.degraded()
                ? Uni.createFrom().item(unpaged(served))
                : decks.freeze(question, deck, made)
                        .replaceWith(served)
                        .onFailure()
                        .recoverWithItem(() -> unpaged(served));
    }

    private DeckView serve(Deck deck, int from, Decks.Question question, Moment moment, int limit) {
        var servable = servable(question.userId(), moment);
        var live = moment.live().byId();
        var reasons = new Reasons(moment.ranking(), moment.now());
        var items = new ArrayList<CardView>(limit);
        var position = from;
        for (; position < deck.size(); position++) {
            var event = live.get(deck.events()[position]);
            if (event != null && servable.test(event)) {
                if (items.size() == limit) {
                    break;
                }
                items.add(cards.card(event, deck, position, reasons, moment.ranking()));
            }
        }
        var more = position < deck.size();
        var cursor = more
                ? cursors.encode(
                        questionOf(question.userId(), question.filters()),
                        deck.id().toString(),
                        Integer.toString(position))
                : null;
        return new DeckView(deck.id(), List.copyOf(items), cursor, more, moment.degraded());
    }

    /** What always holds, whatever is asked for: to come, not seen, and not kept from the person. */
    private Predicate<LiveEvent> servable(UUID userId, Moment moment) {
        var seen = moment.ranking().taste().seen();
        var now = moment.now().toEpochMilli();
        return event -> event.startMillis() > now && !seen.contains(event.id()) && !keptFrom.keeps(event, userId);
    }

    private static DeckView unpaged(DeckView view) {
        return new DeckView(view.deckId(), view.items(), null, false, true);
    }

    private static String questionOf(UUID userId, Filters filters) {
        return "feed/" + userId + "/" + filters;
    }
}
