package app.godo.social.groups;

import app.godo.wire.problem.Refusal;

import java.util.Arrays;

/** The {@code If-Match} header (RFC 9110, 13.1.1). Of a group's tag the version counts, with which it begins. */
record IfMatch(String header) {

    /** @throws Missing when there is none */
    IfMatch {
        Refusal.when(header == null || header.isBlank(), Missing::new);
    }

    /** @throws Stale when it names no such version */
    void check(long version) {
        var allowed = header.strip().equals("*")
                || Arrays.stream(header.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.startsWith("\"" + version + "."));
        Refusal.when(!allowed, Stale::new);
    }

    /** Whoever changes what others may change too says which version they saw. */
    static final class Missing extends Refusal {
        Missing() {
            super(
                    Kind.PRECONDITION_MISSING,
                    "if-match-required",
                    "Send If-Match with the ETag of the group as you read it.");
        }
    }

    /** The group has changed since the caller read it. */
    static final class Stale extends Refusal {
        Stale() {
            super(Kind.STALE, "stale", "The group has changed since: read it again.");
        }
    }
}
