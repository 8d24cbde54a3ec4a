package app.godo.users.images;

import app.godo.users.allowances.Allowance;
import app.godo.users.allowances.Allowances;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.UUID;
import jakarta.inject.Singleton;

/** How often somebody's picture changes, whatever comes of what they send. */
@Singleton
class PictureAllowance {

    private static final Allowance PICTURES =
            new Allowance("pictures-hour", 10, Duration.ofHours(1), "too-many-pictures");
    private static final Allowance PICTURES_A_DAY =
            new Allowance("pictures-day", 30, Duration.ofDays(1), "too-many-pictures");

    private final Allowances allowances;
    private final Transactions transactions;

    PictureAllowance(Allowances allowances, Transactions transactions) {
        this.allowances = allowances;
        this.transactions = transactions;
    }

    Uni<Void> spend(UUID sender) {
        return transactions.sqlAsWorker(tx -> allowances
                .spend(tx, PICTURES, sender.toString(), 1)
                .chain(() -> allowances.spend(tx, PICTURES_A_DAY, sender.toString(), 1)));
    }
}
