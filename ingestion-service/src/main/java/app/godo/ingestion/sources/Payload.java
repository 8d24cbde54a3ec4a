package app.godo.ingestion.sources;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Pattern;

/**
 * What a Source answered, as it came.
 *
 * @param contentType the header of that name, null when there was none
 */
public record Payload(byte[] body, String contentType) {

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);
    private static final Pattern XML_ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:-]{1,40})[\"']");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int PROLOGUE = 300;
    private static final char MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    /**
     * The body as text: as its byte order mark says, else its header, else its XML declaration, else UTF-8. Bytes that are none
     * become replacement characters where other letters show that it is UTF-8, and windows-1252 where nothing does.
     */
    public String text() {
        var charset = marked();
        if (charset == null) {
            charset = named(CHARSET, contentType == null ? "" : contentType);
        }
        if (charset == null) {
            charset = named(XML_ENCODING, prologue());
        }
        var text = charset == null || charset.equals(StandardCharsets.UTF_8) ? utf8OrWestern() : decoded(charset);
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    /** The first letters, enough to tell one form of a feed from another; without the blanks before them. */
    public String prologue() {
        var length = Math.min(PROLOGUE, body.length);
        var text = new String(body, 0, length, StandardCharsets.ISO_8859_1);
        return (text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text).stripLeading();
    }

    private Charset marked() {
        if (body.length >= 2 && body[0] == (byte) 0xFE && body[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (body.length >= 2 && body[0] == (byte) 0xFF && body[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return null;
    }

    private static Charset named(Pattern form, String text) {
        var name = form.matcher(text);
        if (!name.find()) {
            return null;
        }
        try {
            var charset = Charset.forName(name.group(1));
            // what calls itself Latin 1 holds the quotation marks of Windows, as browsers have long known
            return charset.equals(StandardCharsets.ISO_8859_1) ? WINDOWS_1252 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    private String utf8OrWestern() {
        var utf8 = decoded(StandardCharsets.UTF_8);
        return utf8.indexOf(REPLACEMENT) >= 0
                        && utf8.chars().noneMatch(letter -> letter > 0x7F && letter != REPLACEMENT)
                ? decoded(WINDOWS_1252)
                : utf8;
    }

    private String decoded(Charset charset) {
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(body));
            return text.toString();
        } catch (java.nio.charset.CharacterCodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
