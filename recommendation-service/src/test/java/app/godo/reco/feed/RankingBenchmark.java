package app.godo.reco.feed;

import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.Vocabulary;
import app.godo.reco.training.MadeModels;
import app.godo.wire.time.Ids;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * {@code ./godo bench}: what it takes to rank the live Events of a city for one person, and to deal a deck, once the optimising
 * compiler has done its work. Each is timed by itself, by the clock on the wall and by what the thread had of a processor: where the
 * two differ the machine was busy with something else.
 */
final class RankingBenchmark {

    private static final int WARM_UP = 1_000;
    private static final int MEASURED = 1_000;
    private static final int DECK = 200;

    /** What the last one made, so that the compiler cannot leave it out. */
    private static volatile int made;

    private RankingBenchmark() {}

    public static void main(String... args) {
        var size = args.length == 0 ? 10_000 : Integer.parseInt(args[0]);
        var vocabulary = new Vocabulary();
        var city = BusyCity.live(vocabulary, size);
        var ids = city.all().stream().map(LiveEvent::id).toList();
        var model = MadeModels.ofMany(ids, 50);

        measure("rank %,d events".formatted(size), () -> {
            var ranking = BusyCity.ranking(model, ids, vocabulary);
            return Candidates.of(city.all(), event -> true, ranking).size();
        });
        measure("rank %,d events and deal %d".formatted(size, DECK), () -> {
            var ranking = BusyCity.ranking(model, ids, vocabulary);
            return Dealer.deal(Ids.next(), Candidates.of(city.all(), event -> true, ranking), ranking, DECK)
                    .size();
        });
    }

    private static void measure(String what, IntSupplier work) {
        for (var n = 0; n < WARM_UP; n++) {
            made = work.getAsInt();
        }
        var threads = ManagementFactory.getThreadMXBean();
        var wall = new long[MEASURED];
        var processor = new long[MEASURED];
        for (var n = 0; n < MEASURED; n++) {
            var began = System.nanoTime();
            var had = threads.getCurrentThreadCpuTime();
            made = work.getAsInt();
            processor[n] = threads.getCurrentThreadCpuTime() - had;
            wall[n] = System.nanoTime() - began;
        }
        print(what, "wall", wall);
        print(what, "processor", processor);
    }

    private static void print(String what, String clock, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-36s %-9s p50 %.3f ms, p99 %.3f ms, worst %.3f ms%n",
                what,
                clock,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
