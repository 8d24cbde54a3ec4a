package app.godo.events.matching;

import app.godo.events.matching.ListingFile.Labelled;
import app.godo.events.matching.Verdict.Band;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How well the verdicts on pairs agree with a person's. What the person was not certain of counts for nothing, and what waits
 * for review is not merged.
 *
 * @param merged of the decided pairs, how many would be merged
 * @param rightly of these, how many are the same
 * @param same of the decided pairs, how many are the same
 * @param review of all pairs, how many wait for a person
 * @param mistakes merged wrongly, or the same and not merged
 */
record Benchmark(int pairs, int decided, int merged, int rightly, int same, int review, List<Judged> mistakes) {

    record Judged(Labelled pair, Verdict verdict) {}

    static Benchmark of(List<Judged> judged) {
        var decided = judged.stream().filter(one -> !isUncertain(one)).toList();
        var mistakes = new ArrayList<Judged>();
        var merged = 0;
        var rightly = 0;
        var same = 0;
        for (var one : decided) {
            var isSame = one.pair().label().equals("same");
            var isMerged = one.verdict().band() == Band.MERGE;
            merged += isMerged ? 1 : 0;
            same += isSame ? 1 : 0;
            rightly += isMerged && isSame ? 1 : 0;
            if (isMerged != isSame) {
                mistakes.add(one);
            }
        }
        var review = (int) judged.stream()
                .filter(one -> one.verdict().band() == Band.REVIEW)
                .count();
        return new Benchmark(judged.size(), decided.size(), merged, rightly, same, review, mistakes);
    }

    private static boolean isUncertain(Judged judged) {
        return judged.pair().label().equals("uncertain");
    }

    /** 1 when nothing was merged. */
    double precision() {
        return merged == 0 ? 1 : (double) rightly / merged;
    }

    /** 1 when nothing is the same. */
    double recall() {
        return same == 0 ? 1 : (double) rightly / same;
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "precision %.3f (%d of %d merged), recall %.3f (%d of %d same), review %d of %d pairs, %d decided",
                precision(),
                rightly,
                merged,
                recall(),
                rightly,
                same,
                review,
                pairs,
                decided);
    }
}
