package app.godo.events.sealing;

import app.godo.events.attendance.Notes;
import app.godo.wire.rows.Transactions;
import app.godo.wire.sealing.ColumnAnew;
import app.godo.wire.sealing.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Seals under the primary key the notes that another key has sealed. */
@Singleton
class SealNotesAnew {

    static final String TABLE = "attendance";
    static final String COLUMN = "notes_cipher";

    private static final String JOB = "seal-anew";

    private final Rounds rounds;
    private final Notes notes;
    private final ColumnAnew column;

    SealNotesAnew(Transactions transactions, Notes notes, MeterRegistry meters) {
        this.rounds = new Rounds(transactions, meters);
        this.notes = notes;
        this.column = new ColumnAnew(TABLE, COLUMN, "id", new ColumnAnew.Seal() {
            @Override
            public boolean isCurrent(byte[] sealed) {
                return notes.isCurrent(sealed);
            }

            @Override
            public byte[] anew(UUID id, byte[] sealed) {
                return notes.sealAnew(id, sealed);
            }
        });
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return rounds.go(JOB + " " + notes.primaryKeyId(), List.of(column))
                .onFailure()
                .recoverWithUni(failure -> {
                    Log.errorf(failure, "notes are not sealed anew yet");
                    return Uni.createFrom().voidItem();
                });
    }

    /** Makes the next tick do a round, whatever was found today. */
    Uni<Void> lookAgain() {
        return rounds.lookAgain(JOB);
    }
}
