package app.godo.ingestion.sources;

import app.godo.ingestion.fetching.FeedFailure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * What a Source answered, as it came.
 *
 * @param body unpacked where it came packed with gzip, which files and careless servers do without a word
 * @param contentType the header of that name, null when there was none
 */
public record Payload(byte[] body, String contentType) {

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);
    private static final Pattern XML_ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:-]{1,40})[\"']");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int PROLOGUE = 300;
    private static final int MOST_UNPACKED = 16 << 20;
    private static final char MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    public Payload {
        body = body.length > 2 && body[0] == 0x1F && body[1] == (byte) 0x8B ? unpacked(body) : body;
    }

    private static byte[] unpacked(byte[] packed) {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var body = stream.readNBytes(MOST_UNPACKED + 1);
            if (body.length > MOST_UNPACKED) {
                throw new FeedFailure("The feed unpacks to more than %d MB".formatted(MOST_UNPACKED >> 20));
            }
            return body;
        } catch (IOException broken) {
            throw new FeedFailure("The feed is packed and cannot be unpacked");
        }
    }

    /**
     * The body as text: as its byte order mark says, else its header, else its XML declaration, else UTF-8. Bytes that are none
     * become replacement characters where other letters show that it is UTF-8, and windows-1252 where nothing does; what calls
     * itself Latin 1 and is flawless UTF-8 is that, for letters in Latin 1 are hardly ever.
     */
    public String text() {
        var charset = marked();
        if (charset == null) {
            charset = named(CHARSET, contentType == null ? "" : contentType);
        }
        if (charset == null) {
            charset = named(XML_ENCODING, prologue());
        }
        var text = charset == null || charset.equals(StandardCharsets.UTF_8) || isWestern(charset) && isUtf8()
                ? utf8OrWestern()
                : decoded(charset);
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    /** The first letters, enough to tell one form of a feed from another; without the blanks before them. */
    public String prologue() {
        var length = Math.min(PROLOGUE, body.length);
        var marked = marked();
        var text = new String(body, 0, length, marked == null ? StandardCharsets.ISO_8859_1 : marked);
        return (text.startsWith(String.valueOf(MARK)) ? text.substring(1) : text).stripLeading();
    }

    private static boolean isWestern(Charset charset) {
        return charset.equals(WINDOWS_1252) || charset.equals(StandardCharsets.US_ASCII);
    }

    private boolean isUtf8() {
        return decoded(StandardCharsets.UTF_8).indexOf(REPLACEMENT) < 0;
    }

    private Charset marked() {
        if (body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
            return StandardCharsets.UTF_8;
        }
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
