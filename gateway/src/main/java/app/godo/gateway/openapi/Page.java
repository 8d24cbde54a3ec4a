package app.godo.gateway.openapi;

import app.godo.gateway.exchange.Exchange;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Something that is the same for everybody until the gateway is another.
 *
 * @param tag strong, of the body's bytes
 * @param contentPolicy null for what is nothing that a browser runs or shows
 */
record Page(Buffer body, String type, String tag, String contentPolicy) {

    private static final CharSequence ANYBODY_KEEPS_IT = HttpHeaders.createOptimized("public, max-age=300");
    private static final CharSequence CONTENT_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final int TAG_BYTES = 16;

    static Page of(String resource, String type, String contentPolicy) {
        try (InputStream content = Page.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException("the gateway was built without " + resource);
            }
            var bytes = content.readAllBytes();
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            var tag = "\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + "\"";
            return new Page(Buffer.buffer(bytes), type, tag, contentPolicy);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void answer(Exchange exchange) {
        var request = exchange.request();
        var response = request.response();
        request.resume();
        exchange.dress(response.headers());
        response.putHeader(HttpHeaders.CACHE_CONTROL, ANYBODY_KEEPS_IT).putHeader(HttpHeaders.ETAG, tag);
        if (contentPolicy != null) {
            response.putHeader(CONTENT_POLICY, contentPolicy);
        }
        if (isKnown(request.headers().getAll(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }

    /** RFC 9110, 13.1.2: compared weakly. */
    private boolean isKnown(Iterable<String> fields) {
        for (var field : fields) {
            if (Arrays.stream(field.split(","))
                    .map(String::strip)
                    .anyMatch(known ->
                            known.equals("*") || known.replaceFirst("^W/", "").equals(tag))) {
                return true;
            }
        }
        return false;
    }
}
