package app.godo.events.submitting;

import java.util.Arrays;

/**
 * The {@code If-Match} header (RFC 9110, 13.1.1). An Event's tag begins with its version; what is behind that is counted, or the
 * reader's own, and no reason to refuse a change.
 */
public record IfMatch(String header) {

    /** @throws MatchRequired when there is none */
    public IfMatch {
        if (header == null || header.isBlank()) {
            throw new MatchRequired();
        }
    }

    boolean allows(long version) {
        return header.strip().equals("*")
                || Arrays.stream(header.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.startsWith("\"" + version + "."));
    }
}
