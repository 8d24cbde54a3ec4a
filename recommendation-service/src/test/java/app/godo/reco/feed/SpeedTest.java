package app.godo.reco.feed;

import static app.godo.reco.Swipes.swiped;
import static app.godo.reco.feed.Feeds.deck;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.Gathering;
import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.Vocabulary;
import app.godo.reco.training.MadeModels;
import app.godo.wire.facts.Direction;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

/** Prints what ranking and a feed cost, in processor time where there is one thread: the machine may be slow and shared. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class SpeedTest {

    private static final int WARM_UP = 150;
    private static final int MEASURED = 100;

    /** Ten thousand are fourteen times 718, and sorting adds a third: whoever compared each with each would take 194 times as long. */
    private static final int AS_LONG_AT_MOST = 40;

    @Inject
    ServeFeed feed;

    @Test
    @DisplayName(
            "what 10,000 live events take to be ranked with a trained model, and a deck of 200 to be dealt, grows with how many there are")
    void ranking_and_dealing_grow_with_the_catalogue() {
        var clock = ManagementFactory.getThreadMXBean();
        var took = new ArrayList<Long>();
        for (var size : new int[] {718, 10_000}) {
            var vocabulary = new Vocabulary();
            var city = BusyCity.live(vocabulary, size);
            var ids = city.all().stream().map(LiveEvent::id).toList();
            var model = MadeModels.ofMany(ids, 50);
            var micros = micros(clock::getCurrentThreadCpuTime, () -> {
                var ranking = BusyCity.ranking(model, ids, vocabulary);
                Dealer.deal(Ids.next(), Candidates.of(city.all(), event -> true, ranking), ranking, 200);
            });
            System.out.printf("rank and deal %,d events: p50 %,d us, p99 %,d us%n", size, micros[0], micros[1]);
            took.add(micros[0]);
        }
        assertTrue(took.getLast() < AS_LONG_AT_MOST * took.getFirst(), took::toString);
    }

    @Test
    void a_feed_takes_milliseconds_at_most() {
        var place = "Place " + UUID.randomUUID();
        var person = Person.joined();
        var events = Gathering.published(IntStream.range(0, 60)
                .mapToObj(i -> Gathering.of("music").in(place))
                .toArray(Gathering[]::new));
        swiped(person, Direction.RIGHT, events.getFirst().id());
        var everything = new Filters(null, null, null, null, null);

        var same = micros(System::nanoTime, () -> served(person, everything));
        var over = micros(System::nanoTime, () -> deck(person));
        System.out.printf(
                "feed, nothing new: in process p50 %,d us, p99 %,d us; over HTTP with rest-assured p50 %,d us%n",
                same[0], same[1], over[0]);

        assertTrue(same[0] < 50_000, () -> Arrays.toString(same));
    }

    private void served(Person person, Filters filters) {
        feed.fromTheTop(person.id(), filters, 20).await().atMost(Duration.ofSeconds(5));
    }

    private static long[] micros(LongSupplier clock, Runnable work) {
        IntStream.range(0, WARM_UP).forEach(i -> work.run());
        var took = new long[MEASURED];
        for (var i = 0; i < MEASURED; i++) {
            var start = clock.getAsLong();
            work.run();
            took[i] = (clock.getAsLong() - start) / 1_000;
        }
        Arrays.sort(took);
        return new long[] {took[MEASURED / 2], took[MEASURED * 99 / 100]};
    }
}
