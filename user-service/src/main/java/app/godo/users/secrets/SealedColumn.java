package app.godo.users.secrets;

import app.godo.users.secrets.ColumnCipher.Cell;

import java.util.UUID;

/** Every column of this schema that is sealed, and what its ciphertexts are bound to: where keys are rotated nothing is forgotten. */
enum SealedColumn {
    BIRTH_DATES("users", "birth_date_cipher", "id", "users.users", "birth_date_cipher"),
    BIRTH_DATES_OF_SIGNUPS("signups", "birth_date_cipher", "id", "users.users", "birth_date_cipher"),
    SUCCESSORS("refresh_tokens", "successor_cipher", "id", "users.refresh_tokens", "successor_cipher"),
    PUSH_TOKENS("devices", "token_cipher", "id", "users.devices", "token_cipher"),
    PHONES("phones", "cipher", "user_id", "users.phones", "cipher"),
    PHONES_TO_PROVE("phone_codes", "cipher", "user_id", "users.phones", "cipher");

    final String table;
    final String column;

    /** The primary key. */
    final String row;

    private final String boundTable;
    private final String boundColumn;

    SealedColumn(String table, String column, String row, String boundTable, String boundColumn) {
        this.table = table;
        this.column = column;
        this.row = row;
        this.boundTable = boundTable;
        this.boundColumn = boundColumn;
    }

    Cell cell(UUID id) {
        return new Cell(boundTable, boundColumn, id);
    }
}
