package app.godo.events.listings;

import app.godo.events.matching.Pair;
import app.godo.events.matching.Rulings;
import app.godo.events.matching.Verdict;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

/** What moderators ruled, and what they have still to look at. Joins the current transaction. */
@ApplicationScoped
public class Rulebook {

    private static final String RULED = """
            select one, other, is_same from match_rulings
             where one = any (cast(?1 as text[])) or other = any (cast(?1 as text[]))""";

    private static final String RULE = """
            insert into match_rulings (one, other, is_same, ruled_by)
            select one, other, ?3, cast(?4 as uuid)
              from unnest(cast(?1 as text[]), cast(?2 as text[])) as t (one, other)
                on conflict (one, other) do update
               set is_same = excluded.is_same, ruled_by = excluded.ruled_by, ruled_at = now()
             where match_rulings.is_same <> excluded.is_same""";

    private static final String DECIDED = """
            delete from match_reviews as old
             where (old.one = any (cast(?1 as text[])) or old.other = any (cast(?1 as text[])))
               and not exists (
                   select from unnest(cast(?2 as text[]), cast(?3 as text[])) as still (one, other)
                    where still.one = old.one and still.other = old.other)""";

    private static final String REVIEW = """
            insert into match_reviews (one, other, score, because)
            select one, other, cast(score as int), because
              from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]))
                   as t (one, other, score, because)
                on conflict (one, other) do update set score = excluded.score, because = excluded.because
             where (match_reviews.score, match_reviews.because) is distinct from (excluded.score, excluded.because)""";

    /** As far as they concern these Listings. */
    Uni<Rulings> of(Collection<String> keys) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RULED, Object[].class)
                        .setParameter(1, keys.toArray(String[]::new))
                        .getResultList())
                .map(rows -> {
                    var together = new HashSet<Pair>();
                    var apart = new HashSet<Pair>();
                    rows.forEach(row ->
                            ((Boolean) row[2] ? together : apart).add(Pair.of((String) row[0], (String) row[1])));
                    return new Rulings(together, apart);
                });
    }

    /** Whether it was ruled otherwise, or not at all, before: for any of the pairs. */
    public Uni<Boolean> rule(Collection<Pair> pairs, boolean same, UUID moderator) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RULE)
                        .setParameter(1, texts(pairs, Pair::one))
                        .setParameter(2, texts(pairs, Pair::other))
                        .setParameter(3, same)
                        .setParameter(4, moderator.toString())
                        .executeUpdate())
                .map(rows -> rows > 0);
    }

    /** What there is to look at of these Listings from here on. */
    Uni<Void> review(Collection<String> keys, List<Verdict> verdicts) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DECIDED)
                        .setParameter(1, keys.toArray(String[]::new))
                        .setParameter(2, texts(verdicts, one -> one.pair().one()))
                        .setParameter(3, texts(verdicts, one -> one.pair().other()))
                        .executeUpdate())
                .chain(() -> verdicts.isEmpty() ? Uni.createFrom().voidItem() : add(verdicts));
    }

    private static Uni<Void> add(List<Verdict> verdicts) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(REVIEW)
                        .setParameter(1, texts(verdicts, one -> one.pair().one()))
                        .setParameter(2, texts(verdicts, one -> one.pair().other()))
                        .setParameter(3, texts(verdicts, one -> Integer.toString(one.score())))
                        .setParameter(4, texts(verdicts, Verdict::explained))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static <T> String[] texts(Collection<T> all, Function<T, String> part) {
        return all.stream().map(part).toArray(String[]::new);
    }
}
