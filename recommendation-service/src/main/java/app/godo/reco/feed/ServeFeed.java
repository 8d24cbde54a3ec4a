package app.godo.reco.feed;

import app.godo.reco.catalogue.Catalogue;
import app.godo.reco.company.Company;
import app.godo.reco.company.KeptFrom;
import app.godo.reco.training.ServedModels;
import app.godo.wire.paging.Cursors;
import app.godo.wire.problem.Refusal;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Serves a feed: a new deck, or the next part of one. Whatever a deck was made from, what is served is checked again at the
 * moment of serving.
 */
@ApplicationScoped
class ServeFeed {

    private final Catalogue catalogue;
    private final Moments moments;
    private final ServedModels models;
    private final KnowTheCaller knowTheCaller;
    private final KeptFrom keptFrom;
    private final Decks decks;
    private final Cards cards;
    private final Impressions impressions;
    private final Cursors cursors;
    private final FeedConfig config;
    private final Clock clock;

    ServeFeed(
            Catalogue catalogue,
            Moments moments,
            ServedModels models,
            KnowTheCaller knowTheCaller,
            KeptFrom keptFrom,
            Decks decks,
            Cards cards,
            Impressions impressions,
            Cursors cursors,
            FeedConfig config,
            Clock clock) {
        this.catalogue = catalogue;
        this.moments = moments;
        this.models = models;
        this.knowTheCaller = knowTheCaller;
        this.keptFrom = keptFrom;
        this.decks = decks;
        this.cards = cards;
        this.impressions = impressions;
        this.cursors = cursors;
        this.config = config;
        this.clock = clock;
    }

    /** A deck is no other while these are the same. */
    private record Made(
            String tasteRevision,
            String home,
            Map<UUID, List<Company.Friend>> going,
            Map<UUID, String> mine,
            long model,
            long membership,
            long keptFrom) {}

    /** A deck from its beginning: the one at hand while nothing has changed, otherwise a new one. */
    Uni<DeckView> fromTheTop(UUID userId, Filters filters, int limit) {
        var question = new Decks.Question(userId, filters);
        var last = decks.last(question);
        var frozen = last == null || !last.frozen()
                ? null
                : Decks.kept(question, last.deck().id());
        return knowTheCaller.handle(userId, frozen).chain(known -> {
            var there = frozen == null || (known.also() != null && known.also().toInteger() == 1);
            return deal(question, known, there ? last : null, limit);
        });
    }

    /** What follows in a deck; without Redis nobody knows what that was, and a new one begins. */
    Uni<DeckView> after(String cursor, UUID userId, Filters filters, int limit) {
        var question = new Decks.Question(userId, filters);
        var position = cursors.decode(questionOf(question), cursor);
        var deckId = UUID.fromString(position.getFirst());
        var from = Integer.parseInt(position.getLast());
        return knowTheCaller.handle(userId, Decks.frozen(question, deckId)).chain(known -> {
            if (!known.taste().known()) {
                return deal(question, known, null, limit);
            }
            Refusal.when(known.also() == null, DeckExpired::new);
            var deck = Deck.of(deckId, known.also().toBytes());
            return Uni.createFrom()
                    .item(serve(deck, from, question, moments.of(known, models.of(deck.model())), limit));
        });
    }

    /** @param last what may be dealt once more, null for nothing */
    private Uni<DeckView> deal(Decks.Question question, KnowTheCaller.Known known, Decks.Dealt last, int limit) {
        var live = catalogue.live();
        var company = known.company();
        var model = models.now();
        var made = new Made(
                known.taste().revision(),
                company.home(),
                company.going(),
                company.mine(),
                model == null ? 0 : model.version(),
                live.membership(),
                keptFrom.revision());
        if (last != null && !known.degraded() && last.made().equals(made)) {
            var now = clock.instant();
            var moment = new Moments.Moment(live, last.ranking().at(now.toEpochMilli()), now, false);
            return frozenIfNeeded(question, last, serve(last.deck(), 0, question, moment, limit));
        }
        var moment = moments.of(known, model);
        var eligible = moments.servable(question.userId(), moment).and(question.filters()::admit);
        var candidates = Candidates.of(moment.live().all(), eligible, moment.ranking());
        var deck = Dealer.deal(Ids.next(), candidates, moment.ranking(), config.deckSize());
        var served = serve(deck, 0, question, moment, limit);
        return moment.degraded()
                ? Uni.createFrom().item(unpaged(served))
                : frozenIfNeeded(question, new Decks.Dealt(deck, moment.ranking(), made, false), served);
    }

    /** Nobody pages through a deck that was served whole. */
    private Uni<DeckView> frozenIfNeeded(Decks.Question question, Decks.Dealt dealt, DeckView served) {
        if (dealt.frozen()) {
            return Uni.createFrom().item(served);
        }
        if (!served.hasMore()) {
            decks.remember(question, dealt);
            return Uni.createFrom().item(served);
        }
        return decks.freeze(question, dealt.deck())
                .invoke(() ->
                        decks.remember(question, new Decks.Dealt(dealt.deck(), dealt.ranking(), dealt.made(), true)))
                .replaceWith(served)
                .onFailure()
                .recoverWithItem(() -> unpaged(served));
    }

    private DeckView serve(Deck deck, int from, Decks.Question question, Moments.Moment moment, int limit) {
        var servable = moments.servable(question.userId(), moment);
        var live = moment.live().byId();
        var reasons = new Reasons(moment.ranking(), live, moment.now());
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
        impressions.shown(question.userId(), deck, items);
        var more = position < deck.size();
        var cursor =
                more ? cursors.encode(questionOf(question), deck.id().toString(), Integer.toString(position)) : null;
        return new DeckView(deck.id(), List.copyOf(items), cursor, more, versionOf(deck), moment.degraded());
    }

    private static Long versionOf(Deck deck) {
        return deck.model() == 0 ? null : deck.model();
    }

    private static DeckView unpaged(DeckView view) {
        return new DeckView(view.deckId(), view.items(), null, false, view.modelVersion(), true);
    }

    private static String questionOf(Decks.Question question) {
        return "feed/" + question.userId() + "/" + question.filters();
    }
}
