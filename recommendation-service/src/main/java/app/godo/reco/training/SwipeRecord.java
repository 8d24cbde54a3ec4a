package app.godo.reco.training;

import app.godo.wire.facts.Direction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Swipes as they are read, people and Events in numbers: a million of them fit beside everything else. */
final class SwipeRecord {

    private final Map<UUID, Integer> people = new HashMap<>();
    private final Map<UUID, Integer> events = new HashMap<>();
    private int[] person = new int[1024];
    private int[] event = new int[1024];
    private long[] at = new long[1024];
    private byte[] way = new byte[1024];
    private int size;
    private final List<int[]> friendships = new ArrayList<>();

    void add(UUID who, UUID what, Direction direction, Instant when) {
        if (size == at.length) {
            var larger = size + (size >> 1);
            person = Arrays.copyOf(person, larger);
            event = Arrays.copyOf(event, larger);
            at = Arrays.copyOf(at, larger);
            way = Arrays.copyOf(way, larger);
        }
        person[size] = number(people, who);
        event[size] = number(events, what);
        at[size] = when.toEpochMilli();
        way[size++] = (byte) direction.ordinal();
    }

    /** Two of those who have swiped; of others nothing is remembered. */
    void friends(UUID one, UUID other) {
        var low = people.get(one);
        var high = people.get(other);
        if (low != null && high != null) {
            friendships.add(new int[] {low, high});
        }
    }

    /** By person, whom of the others they are friends with. */
    int[][] friends() {
        var friends = new int[people.size()][0];
        for (var pair : friendships) {
            for (var n = 0; n < 2; n++) {
                var of = friends[pair[n]];
                friends[pair[n]] = Arrays.copyOf(of, of.length + 1);
                friends[pair[n]][of.length] = pair[1 - n];
            }
        }
        return friends;
    }

    private static int number(Map<UUID, Integer> numbers, UUID id) {
        var known = numbers.putIfAbsent(id, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    int size() {
        return size;
    }

    int people() {
        return people.size();
    }

    /** By number. */
    UUID[] events() {
        var ids = new UUID[events.size()];
        events.forEach((id, number) -> ids[number] = id);
        return ids;
    }

    /** The places of the swipes, oldest first; those of one moment as they were read. */
    int[] oldestFirst() {
        return IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> Long.compare(at[a], at[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    int person(int place) {
        return person[place];
    }

    int event(int place) {
        return event[place];
    }

    long at(int place) {
        return at[place];
    }

    byte way(int place) {
        return way[place];
    }
}
