package app.godo.users.export;

import app.godo.users.secrets.AttendanceNotes;
import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.logging.Log;

import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Opens what is sealed in somebody's rows. Which fields are, stands here: what merely looks sealed, in a field that somebody wrote,
 * is left as it is. What does not open is marked and told, and keeps nothing else back.
 */
@Singleton
class SealedCells {

    private static final Map<String, String> FIELDS = Map.of(
            "users/users", "birth_date",
            "users/devices", "token",
            "users/phones", "number",
            "users/phone_codes", "number",
            "events/attendance", "notes");

    private final ColumnCipher cipher;
    private final AttendanceNotes notes;

    SealedCells(ColumnCipher cipher, AttendanceNotes notes) {
        this.cipher = cipher;
        this.notes = notes;
    }

    /** Opens the sealed field of a row in place. */
    void open(String file, ObjectNode row) {
        var field = FIELDS.get(file);
        if (field != null && row.path(field).isObject()) {
            try {
                row.put(field, opened(row.get(field)));
            } catch (IllegalStateException lost) {
                Log.errorf("exported without what does not open: %s", lost.getMessage());
                row.putObject(field).put("unreadable", true);
            }
        }
    }

    private String opened(JsonNode cell) {
        var row = UUID.fromString(cell.get("row").textValue());
        var ciphertext = Base64.getDecoder().decode(cell.get("sealed").textValue());
        return switch (cell.get("keyset").textValue()) {
            case "aead" ->
                cipher.open(
                        new Cell(
                                cell.get("table").textValue(),
                                cell.get("column").textValue(),
                                row),
                        ciphertext);
            case "attendance-notes" -> notes.open(row, ciphertext);
            default -> throw new IllegalStateException("sealed with a key that is not here: " + cell.get("keyset"));
        };
    }
}
