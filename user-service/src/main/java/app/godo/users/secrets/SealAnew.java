package app.godo.users.secrets;

import app.godo.wire.sealing.ColumnAnew;
import app.godo.wire.sealing.Rounds;
import io.smallrye.mutiny.Uni;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Seals under the primary key what another key has sealed, in every sealed column. */
@Singleton
class SealAnew {

    static final String JOB = "seal-anew";

    private final Rounds rounds;
    private final ColumnCipher cipher;
    private final List<ColumnAnew> columns;

    SealAnew(Rounds rounds, ColumnCipher cipher) {
        this.rounds = rounds;
        this.cipher = cipher;
        this.columns = Arrays.stream(SealedColumn.values())
                .map(column -> new ColumnAnew(column.table, column.column, column.row, sealOf(column)))
                .toList();
    }

    Uni<Void> handle() {
        return rounds.go(JOB + " " + cipher.primaryId(), columns);
    }

    private ColumnAnew.Seal sealOf(SealedColumn column) {
        return new ColumnAnew.Seal() {
            @Override
            public boolean isCurrent(byte[] sealed) {
                return cipher.isCurrent(sealed);
            }

            @Override
            public byte[] anew(UUID id, byte[] sealed) {
                var cell = column.cell(id);
                return cipher.reseal(cell, cell, sealed);
            }
        };
    }
}
