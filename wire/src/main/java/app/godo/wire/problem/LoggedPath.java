package app.godo.wire.problem;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A request's path as it may stand in a log: words and ids. Whatever else a segment is, it may be what lets someone in. */
public final class LoggedPath {

    private static final Pattern WORD_OR_ID =
            Pattern.compile("[a-z_-]{1,24}|v\\d|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Null is none. */
    public static String of(String path) {
        return path == null
                ? "none"
                : Arrays.stream(path.split("/", -1))
                        .map(part -> part.isEmpty() || WORD_OR_ID.matcher(part).matches() ? part : "*")
                        .collect(Collectors.joining("/"));
    }

    private LoggedPath() {}
}
