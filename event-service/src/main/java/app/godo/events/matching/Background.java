package app.godo.events.matching;

import app.godo.events.places.Point;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can only be learned from many Listings together, none of it from labels: which words are rare, which points are no
 * place, which pages are no Event's own, and whose clock is wrong.
 *
 * @param clocks what to add to a Source's times
 */
public record Background(
        Rarity titles, Rarity venues, Set<Point> nowhere, Set<String> commonPages, Map<String, Duration> clocks) {

    /** A point that so many venues with nothing in their names in common claim is the middle of something. */
    private static final int STRANGERS = 3;

    /** What these Listings teach. */
    public static Background of(List<Traits> all) {
        var unset = new Background(
                Rarity.in(all.stream().map(Traits::title).toList()),
                Rarity.in(
                        all.stream().flatMap(traits -> traits.venues().stream()).toList()),
                nowhere(all),
                commonPages(all),
                Map.of());
        return unset.with(Clocks.learned(all, unset));
    }

    private Background with(Map<String, Duration> learned) {
        return new Background(titles, venues, nowhere, commonPages, learned);
    }

    private static Set<Point> nowhere(List<Traits> all) {
        var namesAt = new HashMap<Point, List<Set<String>>>();
        for (var traits : all) {
            if (traits.point() != null && traits.namesVenue()) {
                namesAt.computeIfAbsent(traits.point(), first -> new ArrayList<>())
                        .addAll(traits.venues());
            }
        }
        var nowhere = new HashSet<Point>();
        namesAt.forEach((point, names) -> {
            if (strangers(names) >= STRANGERS) {
                nowhere.add(point);
            }
        });
        return nowhere;
    }

    private static Set<String> commonPages(List<Traits> all) {
        var titlesOf = new HashMap<String, List<Set<String>>>();
        for (var traits : all) {
            for (var page : traits.links()) {
                titlesOf.computeIfAbsent(page, first -> new ArrayList<>()).add(traits.title());
            }
        }
        var common = new HashSet<String>();
        titlesOf.forEach((page, titles) -> {
            if (strangers(titles) >= STRANGERS) {
                common.add(page);
            }
        });
        return common;
    }

    /** How many there are, up to {@link #STRANGERS}, that share no telling word with one counted before. */
    private static int strangers(Collection<Set<String>> texts) {
        var counted = new ArrayList<Set<String>>();
        for (var text : texts) {
            var telling = text.stream().filter(word -> !Words.isKind(word)).toList();
            if (counted.stream().allMatch(other -> Collections.disjoint(other, telling))) {
                counted.add(text);
            }
            if (counted.size() == STRANGERS) {
                break;
            }
        }
        return counted.size();
    }

    /** 0..1: the share of the weight of the shorter title (within one Source, of the longer) that both have. */
    double likeTitles(Traits one, Traits other) {
        var shared = 0.0;
        var left = 0.0;
        for (var word : one.title()) {
            var weight = weightOfTitleWord(word, one, other);
            left += weight;
            shared += other.title().contains(word) ? weight : 0;
        }
        var right = 0.0;
        for (var word : other.title()) {
            right += weightOfTitleWord(word, one, other);
        }
        var whole = one.source().equals(other.source()) ? Math.max(left, right) : Math.min(left, right);
        return whole == 0 ? 0 : shared / whole;
    }

    /** A title that repeats the name of its venue says little more than the venue does. */
    private double weightOfTitleWord(String word, Traits one, Traits other) {
        var weight = titles.of(word);
        return isInAName(word, one) && isInAName(word, other) ? weight / 4 : weight;
    }

    private static boolean isInAName(String word, Traits traits) {
        return traits.venues().stream().anyMatch(name -> name.contains(word));
    }

    /** How many rare words both titles have, so to speak. */
    double sharedTitle(Traits one, Traits other) {
        return titles.of(one.title().stream().filter(other.title()::contains).toList());
    }

    /** 0..1: how much of the shorter name is in the longer; less when it is hardly a name. */
    double likeVenues(Traits one, Traits other) {
        var best = 0.0;
        for (var name : one.venues()) {
            for (var otherName : other.venues()) {
                var shared = venues.of(name.stream().filter(otherName::contains).toList());
                var contained = shared / Math.min(venues.of(name), venues.of(otherName));
                best = Math.max(best, contained * Math.min(1, shared * 2));
            }
        }
        return best;
    }

    /** In metres; null when one of the points is unknown or nowhere. */
    Double distance(Traits one, Traits other) {
        var from = one.point();
        var to = other.point();
        return from == null || to == null || nowhere.contains(from) || nowhere.contains(to)
                ? null
                : Where.between(from, to);
    }

    boolean sharePage(Traits one, Traits other) {
        return one.links().stream().anyMatch(page -> other.links().contains(page) && !commonPages.contains(page));
    }

    Duration clockOf(Traits traits) {
        return clocks.getOrDefault(traits.source(), Duration.ZERO);
    }
}
