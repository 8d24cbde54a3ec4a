package app.godo.wire.paging;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param nextCursor opaque; asks for what follows, null at the end
 * @param hasMore whether there is more
 */
public record Page<T>(List<T> items, String nextCursor, boolean hasMore) implements Paged {

    /** The most a caller may ask for at once. */
    public static final int MAX_LIMIT = 100;

    /** A page from rows of which one more than {@code limit} was read, to know whether there is more. */
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> cursorOfLast) {
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, null, false);
        }
        var items = oneMore.subList(0, limit);
        return new Page<>(items, cursorOfLast.apply(items.getLast()), true);
    }

    /** The same page with each item seen otherwise. */
    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor, hasMore);
    }
}
