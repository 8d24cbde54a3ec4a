package app.godo.reco.training;

import app.godo.reco.catalogue.EventFacets;
import app.godo.reco.catalogue.Traits;
import app.godo.reco.catalogue.Vocabulary;
import app.godo.reco.models.Choices;
import app.godo.reco.tastes.Fondness;
import app.godo.reco.tastes.Taste;
import app.godo.wire.facts.Direction;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** What people swiped, oldest first, with people and Events in numbers. */
final class History {

    private static final Direction[] DIRECTIONS = Direction.values();

    /** By number. */
    final UUID[] events;

    /** By number; null where the Event is no longer public. */
    final EventFacets[] facets;

    /** By number, in epoch milliseconds. */
    final long[] starts;

    /** Of each swipe. */
    final int[] event;

    /** Of each swipe, in epoch milliseconds. */
    final long[] at;

    private final Vocabulary vocabulary = new Vocabulary();
    private final byte[] way;

    /** The swipes of each person, oldest first. */
    private final int[][] byPerson;

    private final int[][] friends;

    /** @param traits of those Events that are public */
    History(SwipeRecord swipes, Map<UUID, Traits> traits) {
        var order = swipes.oldestFirst();
        events = swipes.events();
        friends = swipes.friends();
        event = Arrays.stream(order).map(swipes::event).toArray();
        at = Arrays.stream(order).mapToLong(swipes::at).toArray();
        way = new byte[order.length];
        var count = new int[swipes.people()];
        for (var n = 0; n < order.length; n++) {
            way[n] = swipes.way(order[n]);
            count[swipes.person(order[n])]++;
        }
        byPerson = Arrays.stream(count).mapToObj(int[]::new).toArray(int[][]::new);
        Arrays.fill(count, 0);
        for (var n = 0; n < order.length; n++) {
            var person = swipes.person(order[n]);
            byPerson[person][count[person]++] = n;
        }
        facets = new EventFacets[events.length];
        starts = new long[events.length];
        for (var n = 0; n < facets.length; n++) {
            var known = traits.get(events[n]);
            if (known != null) {
                facets[n] = EventFacets.of(known, vocabulary);
                starts[n] = known.dateTime().toEpochMilli();
            }
        }
    }

    int size() {
        return event.length;
    }

    int people() {
        return byPerson.length;
    }

    /** The number of the first swipe after this moment. */
    int after(Instant moment) {
        return (int) Arrays.stream(at)
                .takeWhile(time -> time <= moment.toEpochMilli())
                .count();
    }

    /** Whom of those who have swiped somebody is friends with. */
    int[] friends(int person) {
        return friends[person];
    }

    Direction direction(int swipe) {
        return DIRECTIONS[way[swipe]];
    }

    boolean liked(int swipe) {
        return direction(swipe) != Direction.LEFT;
    }

    /** What a person had swiped before the swipe of that number, oldest first. */
    int[] before(int person, int border) {
        return Arrays.stream(byPerson[person]).takeWhile(n -> n < border).toArray();
    }

    /** What a person swiped from the swipe of that number on, and before the other. */
    int[] between(int person, int from, int to) {
        return Arrays.stream(byPerson[person])
                .dropWhile(n -> n < from)
                .takeWhile(n -> n < to)
                .toArray();
    }

    /** The Events of those of these swipes that say that somebody liked something. */
    int[] liked(int[] swipes) {
        return Arrays.stream(swipes).filter(this::liked).map(n -> event[n]).toArray();
    }

    /** How fond somebody is who had swiped this. */
    Fondness fondness(int[] swipes) {
        var lessons = Arrays.stream(swipes)
                .filter(n -> facets[event[n]] != null)
                .mapToObj(n -> new Taste.Lesson(DIRECTIONS[way[n]], facets[event[n]].names()))
                .toList();
        return new Fondness(Taste.of(lessons), vocabulary);
    }

    /** Who had liked what before the swipe of that number. */
    Choices likes(int border) {
        var user = new int[border];
        var item = new int[border];
        var size = 0;
        for (var person = 0; person < byPerson.length; person++) {
            for (var liked : liked(before(person, border))) {
                user[size] = person;
                item[size++] = liked;
            }
        }
        return Choices.of(people(), events.length, Arrays.copyOf(user, size), Arrays.copyOf(item, size));
    }

    /** What was said before the swipe of that number of Events that were to come then. */
    DeckModel.Tried tried(int border) {
        var tried = DeckModel.Tried.nothing(events.length);
        for (var n = 0; n < border; n++) {
            if (facets[event[n]] != null && starts[event[n]] > at[border - 1]) {
                (liked(n) ? tried.likes() : tried.passes())[event[n]]++;
            }
        }
        return tried;
    }

    /** How many liked each Event before the swipe of that number. */
    int[] popularity(int border) {
        var by = new int[events.length];
        IntStream.range(0, border).filter(this::liked).forEach(n -> by[event[n]]++);
        return by;
    }
}
