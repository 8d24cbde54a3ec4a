package app.godo.events.trending;

import app.godo.wire.problem.InvalidField;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The time in which people must have said that they like something. */
enum Span {
    DAY("24h"),
    THREE_DAYS("3d"),
    WEEK("7d");

    private static final String WORDS = Arrays.stream(values()).map(Span::word).collect(Collectors.joining(", "));

    private final String word;

    Span(String word) {
        this.word = word;
    }

    /** The word on the wire and in the database. */
    String word() {
        return word;
    }

    /** The span of a query's word; a week when there is none. */
    static Span of(String word) {
        return word == null
                ? WEEK
                : Arrays.stream(values())
                        .filter(span -> span.word.equals(word))
                        .findFirst()
                        .orElseThrow(() -> new InvalidField(
                                "?window", "unknown-window", "\"window\" must be one of %s.".formatted(WORDS)));
    }
}
