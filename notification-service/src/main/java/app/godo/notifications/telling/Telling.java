package app.godo.notifications.telling;

import java.util.Map;
import java.util.UUID;

/**
 * Something to tell a person.
 *
 * @param person who is told
 * @param type one of the closed catalogue
 * @param title cut when it is longer than the list has room for
 * @param data ids and a deep link, nothing else: it is shown by the app, and pushed through others
 * @param subject what it is about
 * @param window within which the same is not told again: a day, a version, whatever makes the next time another time. It is
 *     read from the Fact, so that a replay finds what was told then.
 */
record Telling(
        UUID person, String type, String title, String message, Map<String, String> data, UUID subject, String window) {

    private static final int LONGEST_TITLE = 255;

    Telling {
        title = title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
    }

    /** What there is to tell of an Event. */
    static Telling ofEvent(UUID person, String type, String title, String message, UUID event, String window) {
        var data = Map.of("link", "godo://events/" + event, "event_id", event.toString());
        return new Telling(person, type, title, message, data, event, window);
    }

    /** One notification each: nobody is told twice. */
    String dedupeKey() {
        return type + ":" + subject + ":" + window;
    }
}
