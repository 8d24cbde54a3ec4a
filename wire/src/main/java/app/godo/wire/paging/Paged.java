package app.godo.wire.paging;

/** An answer that is a part of a list: a {@link Page}, or one that says something of the whole list besides. */
public interface Paged {

    /** Opaque; asks for what follows, null at the end. */
    String nextCursor();

    boolean hasMore();
}
