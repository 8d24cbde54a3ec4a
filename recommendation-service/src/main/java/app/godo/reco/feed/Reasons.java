package app.godo.reco.feed;

import app.godo.reco.catalogue.EventFacets;
import app.godo.reco.catalogue.Facet;
import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.Seats;
import app.godo.reco.company.Company;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Says why an Event is where it is: the greatest of the terms that moved it up, in words that are true now. */
final class Reasons {

    static final int MOST = 3;
    static final int MOST_NAMES = 3;
    private static final int SOON_DAYS = 7;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
    private static final Signal[] SIGNALS = Signal.values();

    private final Ranking ranking;
    private final Map<UUID, LiveEvent> live;
    private final LocalDate today;
    private final double[] terms = new double[Signal.COUNT];

    /** @param live of which Events the titles are known */
    Reasons(Ranking ranking, Map<UUID, LiveEvent> live, Instant now) {
        this.ranking = ranking;
        this.live = live;
        this.today = now.atZone(EventFacets.NEW_YORK).toLocalDate();
    }

    /** One to three reasons, the weightiest first. Every Event has one: the day it is on always counts for it. */
    List<Why> of(LiveEvent event, Seats seats, boolean explored) {
        ranking.rank(event, seats, terms);
        keepTheGreaterPlace();
        var whys = new ArrayList<Why>(MOST);
        if (explored && ranking.isNew(event)) {
            whys.add(Why.Code.NEW_TO_YOU.because(
                    "Something new: you have not swiped a %s event yet"
                            .formatted(words(event.told().category())),
                    event.told().category()));
        }
        for (var signal = greatest(); signal != null && whys.size() < MOST; signal = greatest()) {
            whys.add(why(signal, event, seats));
            terms[signal.ordinal()] = 0;
        }
        return whys;
    }

    /** The signal that moved the Event up most, null when none is left. */
    private Signal greatest() {
        Signal greatest = null;
        var most = 0.0;
        for (var signal : SIGNALS) {
            if (terms[signal.ordinal()] > most) {
                greatest = signal;
                most = terms[signal.ordinal()];
            }
        }
        return greatest;
    }

    /** A neighbourhood is in a borough: naming both would be saying one thing twice. */
    private void keepTheGreaterPlace() {
        var neighborhood = Signal.NEIGHBORHOOD.ordinal();
        var borough = Signal.BOROUGH.ordinal();
        terms[terms[neighborhood] >= terms[borough] ? borough : neighborhood] = 0;
    }

    private Why why(Signal signal, LiveEvent event, Seats seats) {
        var told = event.told();
        return switch (signal) {
            case CATEGORY ->
                liked(Why.Code.TASTE_CATEGORY, Facet.CATEGORY, told.category(), words(told.category()) + " event", "");
            case TAG -> tag(event);
            case NEIGHBORHOOD ->
                liked(
                        Why.Code.TASTE_NEIGHBORHOOD,
                        Facet.NEIGHBORHOOD,
                        told.neighborhood(),
                        "event",
                        " in " + told.neighborhood());
            case BOROUGH ->
                liked(Why.Code.TASTE_NEIGHBORHOOD, Facet.BOROUGH, told.borough(), "event", " in " + told.borough());
            case TIME -> byName(Why.Code.TASTE_DAY_PART, Facet.TIME, event, "");
            case WEEKDAY -> byName(Why.Code.TASTE_WEEKDAY, Facet.WEEKDAY, event, "");
            case PRICE -> price(event);
            case ALIKE -> alike(event);
            case STATED ->
                Why.Code.STATED_TASTE.because("You said you like " + words(told.category()), told.category());
            case SOON -> soon(event);
            case POPULAR -> Why.Code.POPULAR.because(seats.going() + " people are going", seats.going());
            case HOME ->
                Why.Code.NEAR_HOME.because("In %s, where you live".formatted(told.neighborhood()), told.neighborhood());
            case FRIENDS -> friends(ranking.company().goingTo(event.id()));
            case SAID -> said(event);
            case FULL, LESS, FOREST -> throw new IllegalStateException(signal + " never moved an event up");
        };
    }

    private Why liked(Why.Code code, Facet facet, String value, String noun, String where) {
        var likes = ranking.taste().of(facet.named(value)).likes();
        // put together rather than formatted: there are up to sixty of these in an answer
        return code.because("You liked " + likes + " " + noun + (likes == 1 ? "" : "s") + where, value, likes);
    }

    /** The facet's value out of its name, for those that an Event does not spell out. */
    private Why byName(Why.Code code, Facet facet, LiveEvent event, String where) {
        var value = valueOf(facet, event);
        return liked(code, facet, value, value + " event", where);
    }

    private static String valueOf(Facet facet, LiveEvent event) {
        var prefix = facet.named("");
        return event.facets().names().stream()
                .filter(name -> name.startsWith(prefix))
                .findFirst()
                .orElseThrow()
                .substring(prefix.length());
    }

    private Why tag(LiveEvent event) {
        var prefix = Facet.TAG.named("");
        var best = ranking.fondness().best(event.facets().tags());
        var names = event.facets().names().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        for (var i = 0; i < names.size(); i++) {
            if (ranking.fondness().best(new int[] {event.facets().tags()[i]}) == best) {
                var tag = names.get(i).substring(prefix.length());
                return liked(Why.Code.TASTE_TAG, Facet.TAG, tag, "event", " tagged “%s”".formatted(tag));
            }
        }
        throw new IllegalStateException("a tag counted that is not there");
    }

    /** At least as many people as {@code Affinity} asks for liked both; what a person put in may be kept from the reader by now. */
    private Why alike(LiveEvent event) {
        var because = ranking.liking()
                .because(
                        event.id(),
                        id -> live.containsKey(id) && !live.get(id).told().isUserGenerated());
        if (because == null) {
            return Why.Code.LIKED_ALIKE.because("People who like what you like, like this, too");
        }
        var title = live.get(because).told().title();
        return Why.Code.LIKED_ALIKE.because("People who liked “%s” like this, too".formatted(title), title);
    }

    private Why price(LiveEvent event) {
        return switch (valueOf(Facet.PRICE, event)) {
            case "free" -> liked(Why.Code.FREE, Facet.PRICE, "free", "free event", "");
            case "under_20" -> liked(Why.Code.TASTE_PRICE, Facet.PRICE, "under_20", "event", " under $20");
            case "under_50" -> liked(Why.Code.TASTE_PRICE, Facet.PRICE, "under_50", "event", " from $20 to $50");
            case "over_50" -> liked(Why.Code.TASTE_PRICE, Facet.PRICE, "over_50", "event", " from $50");
            default -> liked(Why.Code.TASTE_PRICE, Facet.PRICE, "unknown", "event", " that name no price");
        };
    }

    /** What they say they like most of what it has. */
    private Why said(LiveEvent event) {
        var corrections = ranking.taste().corrections();
        var most = event.facets().names().stream()
                .max(Comparator.comparing(corrections::of))
                .orElseThrow();
        var value = most.substring(most.indexOf(':') + 1);
        return Why.Code.STATED_TASTE.because("You said you like this: " + words(value), value);
    }

    private Why soon(LiveEvent event) {
        var day = event.told().dateTime().atZone(EventFacets.NEW_YORK).toLocalDate();
        var days = (int) Math.max(0, ChronoUnit.DAYS.between(today, day));
        if (days >= SOON_DAYS) {
            return Why.Code.COMING_UP.because("On " + DATE.format(day), days);
        }
        return Why.Code.SOON.because(
                switch (days) {
                    case 0 -> "Today";
                    case 1 -> "Tomorrow";
                    default -> "This " + DAY.format(day);
                },
                days);
    }

    private static Why friends(List<Company.Friend> going) {
        var named = going.stream().filter(friend -> friend.fullName() != null).toList();
        var first = named.isEmpty() ? "A friend" : named.getFirst().fullName();
        var others = going.size() - 1;
        var text =
                switch (others) {
                    case 0 -> first + " is going";
                    case 1 -> first + " and another friend are going";
                    default -> "%s and %d other friends are going".formatted(first, others);
                };
        return Why.Code.FRIENDS_GOING.because(
                text, going.stream().limit(MOST_NAMES).toList(), going.size());
    }

    private static String words(String category) {
        return "food_drink".equals(category) ? "food and drink" : category.replace('_', ' ');
    }
}
