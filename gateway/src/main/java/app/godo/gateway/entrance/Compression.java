package app.godo.gateway.entrance;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.compression.BrotliMode;
import io.netty.handler.codec.compression.CompressionOptions;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.regex.Pattern;

/**
 * Compresses JSON and calendars that are long enough, as the client likes it best. What is compressed is another representation
 * and has an entity tag of its own (RFC 9110, 8.8.3.3): {@code "7"} becomes {@code "7--gzip"}, and who shows that in a condition
 * means {@code "7"}, so that services know nothing of codings. To weaken the tag instead would not do: {@code If-Match} takes
 * strong ones only.
 */
final class Compression extends HttpContentCompressor {

    private static final Pattern CODED = Pattern.compile("--(?:gzip|br)(?=\")");
    private static final String NONE = "";
    private static final Pattern WISH = Pattern.compile("([^;,\\s]+)\\s*(?:;\\s*[qQ]=([0-9.]{1,5}))?[^,]*,?\\s*");
    private static final String GZIP = "gzip";
    private static final String BROTLI = "br";
    private static final CompressionOptions[] CODINGS = codings();

    private final long least;
    /** What the conditions of each request that waits for its answer named. */
    private final Queue<String> named = new ArrayDeque<>();

    Compression(long least) {
        super(0, CODINGS);
        this.least = least;
    }

    private static CompressionOptions[] codings() {
        var codings = new ArrayList<CompressionOptions>();
        codings.add(StandardCompressionOptions.gzip(5, 15, 8));
        if (Brotli.isAvailable()) {
            codings.add(StandardCompressionOptions.brotli(4, 18, BrotliMode.TEXT));
        }
        return codings.toArray(CompressionOptions[]::new);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, HttpRequest request, List<Object> out) throws Exception {
        var inMatch = understood(request.headers(), HttpHeaderNames.IF_MATCH);
        var inNoneMatch = understood(request.headers(), HttpHeaderNames.IF_NONE_MATCH);
        named.add(inNoneMatch.equals(NONE) ? inMatch : inNoneMatch);
        super.decode(ctx, request, out);
    }

    private static String understood(HttpHeaders headers, CharSequence condition) {
        if (!headers.contains(condition)) {
            return NONE;
        }
        var coded = CODED.matcher(String.join(", ", headers.getAll(condition)));
        if (!coded.find()) {
            return NONE;
        }
        headers.set(condition, coded.replaceAll(""));
        coded.reset();
        return coded.find() ? coded.group() : NONE;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response && !response.status().equals(HttpResponseStatus.CONTINUE)) {
            var coding = named.poll();
            var notModified = response.status().equals(HttpResponseStatus.NOT_MODIFIED);
            if (notModified && coding != null && !coding.equals(NONE)) {
                retag(response.headers(), coding);
            }
            if (notModified || isText(response.headers())) {
                response.headers().add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
            }
        }
        super.write(ctx, message, promise);
    }

    @Override
    protected Result beginEncode(HttpResponse response, String acceptEncoding) throws Exception {
        var headers = response.headers();
        if (!isText(headers) || isShort(headers)) {
            return null;
        }
        var coding = super.beginEncode(response, acceptEncoding);
        if (coding != null) {
            retag(headers, "--" + coding.targetContentEncoding());
        }
        return coding;
    }

    /** The library's own choice forgets that a coding of quality 0 is not acceptable, and that one is liked better than another. */
    @Override
    protected String determineEncoding(String accepted) {
        var gzip = 0.0;
        var brotli = 0.0;
        for (var wish = WISH.matcher(accepted); wish.find(); ) {
            var quality = wish.group(2) == null ? 1 : qualityOf(wish.group(2));
            switch (wish.group(1).toLowerCase(Locale.ROOT)) {
                case GZIP, "x-gzip" -> gzip = quality;
                case BROTLI -> brotli = CODINGS.length > 1 ? quality : 0;
                default -> {} // also what may be anything: it may be nothing
            }
        }
        if (brotli > 0 && brotli >= gzip) {
            return BROTLI;
        }
        return gzip > 0 ? GZIP : null;
    }

    private static double qualityOf(String number) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    private boolean isShort(HttpHeaders headers) {
        var length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) < least;
    }

    private static boolean isText(HttpHeaders headers) {
        var type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return type != null
                && (type.startsWith("application/json")
                        || type.startsWith("application/problem+json")
                        || type.startsWith("text/calendar"));
    }

    /** A weak tag says no more than that both mean the same, which compressing does not change. */
    private static void retag(HttpHeaders headers, String coding) {
        var tag = headers.get(HttpHeaderNames.ETAG);
        if (tag != null && tag.startsWith("\"")) {
            headers.set(HttpHeaderNames.ETAG, tag.substring(0, tag.length() - 1) + coding + "\"");
        }
    }
}
