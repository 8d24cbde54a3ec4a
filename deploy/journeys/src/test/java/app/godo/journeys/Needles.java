package app.godo.journeys;

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

    private record Needle(String name, String form, int before) {
        boolean isAt(String text, int window) {
            return text.startsWith(form, window - before);
        }
    }

    private final Map<Long, List<Needle>> byMiddle = new HashMap<>();

    /** Looks for a word as it is, as Postgres shows bytes, and in base64. */
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
        addForm(name, Base64.getEncoder().withoutPadding().encodeToString(bytes));
        addForm(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
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
