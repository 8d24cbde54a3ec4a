package app.godo.journeys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds any of thousands of words in megabytes of text, in one pass: by the eight characters in the middle of each. */
final class Needles {

    private static final int WINDOW = 8;

    /** Base64 makes four characters of six bits out of three bytes. */
    private static final int BYTES_OF_A_GROUP = 3;

    private static final int BITS_OF_A_CHARACTER = 6;

    private record Needle(String name, String form, int before) {
        boolean isAt(String text, int window) {
            return text.startsWith(form, window - before);
        }
    }

    private final Map<Long, List<Needle>> byMiddle = new HashMap<>();

    /** Looks for a word as it is, as Postgres shows bytes, and in base64 wherever in what was encoded it stands. */
    Needles add(String name, String word) {
        var bytes = word.getBytes(StandardCharsets.UTF_8);
        addForm(name, word);
        addBytes(name, bytes);
        return this;
    }

    /** Looks for what a plain hash makes of a word that can be guessed, such as a phone number. */
    Needles addHashes(String name, String word) {
        for (var algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
            try {
                addBytes(
                        name + " by " + algorithm,
                        MessageDigest.getInstance(algorithm).digest(word.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return this;
    }

    private void addBytes(String name, byte[] bytes) {
        addForm(name, HexFormat.of().formatHex(bytes));
        addForm(name, HexFormat.of().withUpperCase().formatHex(bytes));
        for (var before = 0; before < BYTES_OF_A_GROUP; before++) {
            addForm(name, amidst(Base64.getEncoder(), before, bytes));
            addForm(name, amidst(Base64.getUrlEncoder(), before, bytes));
        }
    }

    /** What encoded text has of these bytes, whatever is around them: the characters in which there is nothing else. */
    private static String amidst(Base64.Encoder encoder, int before, byte[] bytes) {
        var shifted = ByteBuffer.allocate(before + bytes.length);
        var text = encoder.withoutPadding()
                .encodeToString(shifted.put(before, bytes).array());
        var first = (before * Byte.SIZE + BITS_OF_A_CHARACTER - 1) / BITS_OF_A_CHARACTER;
        return text.substring(first, shifted.capacity() * Byte.SIZE / BITS_OF_A_CHARACTER);
    }

    Needles addForm(String name, String form) {
        var before = (form.length() - WINDOW) / 2;
        if (before < 0) {
            throw new IllegalArgumentException("too short to be looked for: " + form);
        }
        var middle = 0L;
        for (var i = before; i < before + WINDOW; i++) {
            middle = middle << 8 | form.charAt(i) & 0xFF;
        }
        byMiddle.computeIfAbsent(middle, none -> new ArrayList<>()).add(new Needle(name, form, before));
        return this;
    }

    /** The names of those that are in it. */
    Set<String> in(String text) {
        var found = new TreeSet<String>();
        var window = 0L;
        for (var i = 0; i < text.length(); i++) {
            window = window << 8 | text.charAt(i) & 0xFF;
            if (i >= WINDOW - 1) {
                var candidates = byMiddle.get(window);
                if (candidates != null) {
                    for (var needle : candidates) {
                        if (needle.isAt(text, i - WINDOW + 1)) {
                            found.add(needle.name());
                        }
                    }
                }
            }
        }
        return found;
    }
}
