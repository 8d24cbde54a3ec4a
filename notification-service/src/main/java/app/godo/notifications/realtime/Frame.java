package app.godo.notifications.realtime;

import java.util.Map;
import java.util.UUID;

/**
 * What is appended to a person's stream, before it has an id and a time.
 *
 * @param once by which a repetition is known; null for what cannot be repeated
 */
public record Frame(String type, String topic, Object data, String once) {

    /** The one topic every socket has from the start: what its own person is told. */
    static final String NOTIFICATIONS = "notifications";

    /** Somebody was told something. */
    public static Frame notification(UUID id, Object notification) {
        return new Frame("notification", NOTIFICATIONS, notification, id.toString());
    }

    /** They have read on one of their devices. */
    public static Frame read(UUID upTo, Iterable<UUID> ids, long unread) {
        var what = upTo == null
                ? Map.of("ids", ids, "unread_count", unread)
                : Map.of("up_to", upTo, "unread_count", unread);
        return new Frame("notifications_read", NOTIFICATIONS, what, null);
    }
}
