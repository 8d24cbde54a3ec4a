package app.godo.ingestion.reading;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A Source's own id of a Listing, of the length and the letters that are kept. */
public final class ExternalId {

    private static final int LONGEST = 255;
    private static final int KEPT = 190;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Z}]+");

    /** The id, null when there is none; a longer one is told apart from its like by a hash of all of it. */
    public static String of(String theirs) {
        if (theirs == null) {
            return null;
        }
        var id = UNSEEN.matcher(theirs).replaceAll(" ").strip();
        if (id.isEmpty()) {
            return null;
        }
        return id.length() <= LONGEST ? id : id.substring(0, KEPT).replaceAll("\\p{Cs}$", "") + "~" + hash(id);
    }

    /** For what has no id: the same words give the same one. */
    public static String hash(String words) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ExternalId() {}
}
