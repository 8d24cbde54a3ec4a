package app.godo.users.secrets;

import app.godo.wire.rows.Transactions;
import app.godo.wire.sealing.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Follows the key files: what another key or pepper has made is made anew with the first one, with nobody asking for it. */
@Singleton
class RotateKeys {

    private final SealAnew sealAnew;
    private final PepperAnew pepperAnew;
    private final Rounds rounds;

    RotateKeys(SealAnew sealAnew, PepperAnew pepperAnew, Rounds rounds) {
        this.sealAnew = sealAnew;
        this.pepperAnew = pepperAnew;
        this.rounds = rounds;
    }

    @Produces
    @Singleton
    static Rounds rounds(Transactions transactions, MeterRegistry meters) {
        return new Rounds(transactions, meters);
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return sealAnew.handle().chain(pepperAnew::handle).onFailure().recoverWithUni(failure -> {
            Log.errorf(failure, "keys are not rotated yet");
            return Uni.createFrom().voidItem();
        });
    }

    /** The next tick looks at every row, whatever was found today. */
    Uni<Void> lookAgain() {
        return rounds.lookAgain(SealAnew.JOB).chain(() -> rounds.lookAgain(PepperAnew.JOB));
    }
}
