package app.godo.events.attendance;

import app.godo.wire.paging.Page;
import app.godo.wire.paging.Paged;

import java.util.List;
import java.util.UUID;

/**
 * A part of those attending whom the caller may see.
 *
 * @param nextCursor opaque; asks for what follows, null at the end
 * @param hasMore whether there is more
 * @param goingCount how many of those the caller may see are going, on all pages; nobody else is counted, so it is exact
 */
public record Attendees(List<Attendee> items, String nextCursor, boolean hasMore, int goingCount) implements Paged {

    /** @param fullName null for someone whose name the caller may not see */
    public record Attendee(UUID userId, String fullName, String status) {}

    static Attendees of(Page<Attendee> page, int goingCount) {
        return new Attendees(page.items(), page.nextCursor(), page.hasMore(), goingCount);
    }
}
