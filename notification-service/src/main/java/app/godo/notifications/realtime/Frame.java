package app.godo.notifications.realtime;

import app.godo.notifications.NotificationView;

import java.util.Map;

/** What is appended to a person's stream, before it has an id and a time. */
public record Frame(String type, String topic, Object data) {

    /** The one topic every socket has from the start: what its own person is told. */
    static final String NOTIFICATIONS = "notifications";

    /** Somebody was told something. */
    static Frame notification(NotificationView notification) {
        return new Frame("notification", NOTIFICATIONS, notification);
    }

    /** They have read on another device. */
    public static Frame read(long unread) {
        return new Frame("notifications_read", NOTIFICATIONS, Map.of("unread_count", unread));
    }
}
