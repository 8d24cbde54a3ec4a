package app.godo.notifications.reading;

import app.godo.notifications.NotificationView;
import app.godo.wire.paging.Paged;

import java.util.List;

/**
 * A page of notifications, newest first.
 *
 * @param nextCursor opaque; asks for what follows, null at the end
 * @param hasMore whether there is more
 * @param unreadCount of all, whatever the page shows
 */
public record NotificationPage(List<NotificationView> items, String nextCursor, boolean hasMore, long unreadCount)
        implements Paged {}
