package app.godo.notifications.reading;

/** How many are left to read. */
public record UnreadView(long unreadCount) {}
