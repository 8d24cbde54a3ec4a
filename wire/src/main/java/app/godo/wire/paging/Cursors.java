package app.godo.wire.paging;

import app.godo.wire.keys.KeyFiles;
import app.godo.wire.problem.Refusal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Cursors: the sort key of the last item, signed (HMAC-SHA256, cut to 16 bytes) together with what was asked, so that a cursor
 * can neither be made up nor carried over to other filters or to another person.
 */
@ApplicationScoped
public class Cursors {

    private static final String VERSION = "1";
    private static final String SEPARATOR = "\u001f";
    private static final int SIGNATURE_BYTES = 16;

    private final SecretKeySpec key;

    Cursors(KeyFiles keys) {
        this.key = new SecretKeySpec(keys.read("cursor.key", Cursors::newKey), "HmacSHA256");
    }

    /**
     * @param question what the list is about: its name, the caller, every filter
     * @param position the sort key of the last item
     */
    public String encode(String question, String... position) {
        var text = VERSION + SEPARATOR + String.join(SEPARATOR, position);
        var body = text.getBytes(StandardCharsets.UTF_8);
        var signed = Arrays.copyOf(sign(question, body), SIGNATURE_BYTES + body.length);
        System.arraycopy(body, 0, signed, SIGNATURE_BYTES, body.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /**
     * The position in a cursor made for this very question.
     *
     * @throws CursorMismatch when it was not
     */
    public List<String> decode(String question, String cursor) {
        try {
            var signed = Base64.getUrlDecoder().decode(cursor);
            var body = Arrays.copyOfRange(signed, Math.min(SIGNATURE_BYTES, signed.length), signed.length);
            var signature = Arrays.copyOf(signed, SIGNATURE_BYTES);
            Refusal.when(!MessageDigest.isEqual(signature, sign(question, body)), CursorMismatch::new);
            var parts = List.of(new String(body, StandardCharsets.UTF_8).split(SEPARATOR, -1));
            Refusal.when(!parts.getFirst().equals(VERSION), CursorMismatch::new);
            return parts.subList(1, parts.size());
        } catch (IllegalArgumentException noBase64) {
            throw new CursorMismatch();
        }
    }

    /** A cursor for what comes after this place in a list that goes by a moment and by id. */
    public String encode(String question, Instant at, UUID id) {
        return encode(question, at.toString(), id.toString());
    }

    /**
     * Where a list that goes by a moment and by id is to be read on.
     *
     * @param cursor null for its beginning
     * @throws CursorMismatch as {@link #decode}
     */
    public Place place(String question, String cursor) {
        return cursor == null ? Place.BEGINNING : Place.of(decode(question, cursor));
    }

    private byte[] sign(String question, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(question.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(body), SIGNATURE_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] newKey() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** The cursor is not one we made for this list and these filters. */
    public static final class CursorMismatch extends Refusal {
        CursorMismatch() {
            super(Kind.MALFORMED, "cursor-mismatch", "This cursor does not belong to this list and these filters.");
        }
    }
}
