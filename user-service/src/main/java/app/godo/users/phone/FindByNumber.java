package app.godo.users.phone;

import app.godo.users.allowances.Allowance;
import app.godo.users.allowances.Allowances;
import app.godo.users.secrets.Pepper;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/**
 * Finds people by their numbers, for who has agreed to contact discovery and has proven a number of their own. Only those are found
 * who say so of their number. Numbers are counted before they are looked at, and nothing of them is kept: neither in a table nor in
 * a log.
 */
@Singleton
class FindByNumber {

    /** Numbers a request. */
    static final int MOST = 1000;

    /** Enough for a large address book, and far from enough to try all numbers of a town. */
    private static final Allowance NUMBERS =
            new Allowance("contacts", 2 * MOST, Duration.ofDays(1), "too-many-numbers");

    private static final String MAY = """
            select exists (
                    select from consents where user_id = $1 and kind = 'contact_discovery' and withdrawn_at is null) as agreed,
                exists (select from phones where user_id = $1) as proven""";

    private static final String FIND = """
            select p.hmac, u.id, u.full_name
            from phones p join users u on u.id = p.user_id
            where p.hmac = any ($2) and p.findable and u.is_active and u.id <> $1 and not social.blocked_between($1, u.id)""";

    private final Transactions transactions;
    private final Allowances allowances;
    private final Pepper pepper;
    private final Vertx vertx;

    FindByNumber(Transactions transactions, Allowances allowances, Pepper pepper, Vertx vertx) {
        this.transactions = transactions;
        this.allowances = allowances;
        this.pepper = pepper;
        this.vertx = vertx;
    }

    /** Whose number it is, among the caller's contacts. */
    public record Match(String phone, Contact user) {

        /** Not the number: what is printed may be kept. */
        @Override
        public String toString() {
            return "Match";
        }
    }

    /** Somebody who wants to be found. */
    public record Contact(UUID id, String fullName) {}

    Uni<List<Match>> handle(UUID caller, List<String> phones) {
        var numbers = new HashSet<>(phones);
        return transactions
                .sqlAsWorker(tx -> count(tx, caller, numbers.size()))
                // after the commit: they are counted, whatever comes of it
                .chain(() -> vertx.executeBlocking(() -> hashed(numbers), false))
                .chain(hashes -> transactions.sqlAsWorker(tx -> find(tx, caller, hashes)));
    }

    private Uni<Void> count(SqlConnection tx, UUID caller, int numbers) {
        return tx.preparedQuery(MAY)
                .execute(Tuple.of(caller))
                .map(rows -> rows.iterator().next())
                .invoke(may -> Refusal.when(!may.getBoolean("agreed"), ConsentNeeded::new))
                .invoke(may -> Refusal.when(!may.getBoolean("proven"), PhoneNeeded::new))
                .chain(() -> numbers == 0
                        ? Uni.createFrom().voidItem()
                        : allowances.spend(tx, NUMBERS, caller.toString(), numbers));
    }

    private Map<Buffer, String> hashed(Set<String> numbers) {
        var hashed = new LinkedHashMap<Buffer, String>();
        for (var number : numbers) {
            for (var hash : pepper.all("phone", number)) {
                hashed.put(hash, number);
            }
        }
        return hashed;
    }

    private static Uni<List<Match>> find(SqlConnection tx, UUID caller, Map<Buffer, String> numbers) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(caller, numbers.keySet().toArray(Buffer[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map((Row row) -> new Match(
                                numbers.get(row.getBuffer("hmac").getDelegate()),
                                new Contact(row.getUUID("id"), row.getString("full_name"))))
                        .toList());
    }

    private static final class ConsentNeeded extends Refusal {
        ConsentNeeded() {
            super(Kind.FORBIDDEN, "consent-needed", "Contacts are looked for when you have agreed to it.");
        }
    }

    private static final class PhoneNeeded extends Refusal {
        PhoneNeeded() {
            super(Kind.FORBIDDEN, "phone-needed", "Who looks for others by their numbers proves one first.");
        }
    }
}
