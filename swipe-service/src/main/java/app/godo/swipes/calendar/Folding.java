package app.godo.swipes.calendar;

import java.nio.charset.StandardCharsets;

/** Lines of a calendar are at most 75 octets long, and no character is cut (RFC 5545, 3.1). */
final class Folding {

    private static final int LONGEST = 75;

    /** The same text with what is longer going on in the next line, after a space. */
    static String folded(String text) {
        var folded = new StringBuilder(text.length() + text.length() / LONGEST * 3);
        var octets = 0;
        for (var i = 0; i < text.length(); ) {
            var point = text.codePointAt(i);
            if (point == '\r' || point == '\n') {
                octets = 0;
            } else {
                var size = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
                if (octets + size > LONGEST) {
                    folded.append("\r\n ");
                    octets = 1;
                }
                octets += size;
            }
            folded.appendCodePoint(point);
            i += Character.charCount(point);
        }
        return folded.toString();
    }

    private Folding() {}
}
