package app.godo.events.matching;

import app.godo.events.matching.Benchmark.Judged;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ./godo dedupe FILE [BACKGROUND]}: how well matching does on labelled pairs, or what it makes of Listings. Reads only
 * the files it is given; see {@link ListingFile} for their form. Listings of the second file are only learned from. Ends with 2
 * when it was asked wrongly or a file cannot be had.
 */
public final class Dedupe {

    private static final String USAGE = """
            dedupe FILE [BACKGROUND]
              FILE of labelled pairs: prints precision, recall and each mistake; of Events: the clusters
              BACKGROUND, Events too, is only learned from""";

    private final PrintStream out;

    Dedupe(PrintStream out) {
        this.out = out;
    }

    public static void main(String... args) {
        if (args.length < 1 || args.length > 2 || args[0].startsWith("-")) {
            System.err.println(USAGE);
            System.exit(2);
        }
        try (var out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8)) {
            new Dedupe(out)
                    .run(
                            ListingFile.read(Path.of(args[0])),
                            args.length == 2
                                    ? ListingFile.read(Path.of(args[1])).listings()
                                    : List.of());
        } catch (IOException unreadable) {
            System.err.println("Cannot be read: " + unreadable.getMessage());
            System.exit(2);
        }
    }

    void run(ListingFile read, List<Listing> background) {
        var matching = Matching.of(read.listings(), background);
        matching.clocks()
                .forEach((source, by) ->
                        out.printf("clock of %s: %+d min would set it right%n", source, by.toMinutes()));
        if (read.pairs().isEmpty()) {
            clusters(read, matching);
        } else {
            benchmark(read, matching);
        }
    }

    private void benchmark(ListingFile read, Matching matching) {
        var benchmark = Benchmark.of(read.pairs().stream()
                .map(pair -> new Judged(
                        pair, matching.verdict(pair.one().key(), pair.other().key())))
                .toList());
        for (var mistake : benchmark.mistakes()) {
            out.printf(
                    "pair %s, labelled %s%n",
                    mistake.pair().number(), mistake.pair().label());
            tell(mistake.pair().one());
            tell(mistake.pair().other());
            out.println("  " + mistake.verdict().explained());
        }
        out.println(benchmark.summary());
        if (read.passedOver() > 0) {
            out.printf("%d lines passed over%n", read.passedOver());
        }
    }

    private void clusters(ListingFile read, Matching matching) {
        var byKey = new HashMap<String, Listing>();
        read.listings().forEach(listing -> byKey.put(listing.key(), listing));
        var result = matching.result(Rulings.NONE);
        for (var merge : result.merges()) {
            if (merge.members().size() > 1) {
                out.println("one Event");
                merge.members().forEach(key -> tell(byKey.get(key)));
                merge.because().forEach(verdict -> out.println("  " + verdict.explained()));
                out.println("  takes " + merge.provenance());
            }
        }
        result.refused().forEach(verdict -> tell("refused, for another member", verdict, byKey));
        result.review().forEach(verdict -> tell("for review", verdict, byKey));
        out.printf(
                "%d listings, %d events, %d of them merged, %d pairs refused, %d pairs for review, %d lines passed over%n",
                byKey.size(),
                result.merges().size(),
                result.merges().stream()
                        .filter(merge -> merge.members().size() > 1)
                        .count(),
                result.refused().size(),
                result.review().size(),
                read.passedOver());
    }

    private void tell(String what, Verdict verdict, Map<String, Listing> byKey) {
        out.println(what);
        tell(byKey.get(verdict.pair().one()));
        tell(byKey.get(verdict.pair().other()));
        out.println("  " + verdict.explained());
    }

    private void tell(Listing listing) {
        out.printf(
                "  %s | %s | %s | %s%n",
                listing.key(),
                listing.title(),
                listing.where().venue(),
                listing.when().start());
    }
}
