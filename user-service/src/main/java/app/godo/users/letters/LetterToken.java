package app.godo.users.letters;

import app.godo.users.secrets.OpaqueToken;
import app.godo.wire.time.Ids;
import io.vertx.core.buffer.Buffer;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * The secret in a letter. It names the row it is bound to, so that a guess is a guess at that row and counted there; the rest is
 * an {@link OpaqueToken}.
 */
public record LetterToken(UUID id, OpaqueToken secret) {

    private static final int ID_BYTES = 16;

    /** A new one for a row that is to be. */
    public static LetterToken of(Purpose purpose) {
        return of(purpose, Ids.next());
    }

    /** A new one for this row. */
    public static LetterToken of(Purpose purpose, UUID id) {
        var bytes = ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        var row = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new LetterToken(id, new OpaqueToken(OpaqueToken.of(purpose.kind).text() + "." + row));
    }

    /** What somebody presents. What names no row is bound to none: its id is nobody's. */
    public static LetterToken presented(String text) {
        try {
            var row = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(text.lastIndexOf('.') + 1)));
            var id = row.remaining() == ID_BYTES ? new UUID(row.getLong(), row.getLong()) : Ids.next();
            return new LetterToken(id, new OpaqueToken(text));
        } catch (IllegalArgumentException noRow) {
            return new LetterToken(Ids.next(), new OpaqueToken(text));
        }
    }

    /** What stands in the letter. */
    public String text() {
        return secret.text();
    }

    /** What is kept of it. */
    public Buffer hash() {
        return secret.hash();
    }
}
