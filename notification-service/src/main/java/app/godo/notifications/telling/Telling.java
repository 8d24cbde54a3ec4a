package app.godo.notifications.telling;

import java.util.Map;
import java.util.UUID;

/**
 * Something to tell a person.
 *
 * @param person who is told
 * @param type one of the closed catalogue
 * @param data ids and a deep link, nothing else: it is shown by the app, and pushed through others
 * @param subject what it is about
 * @param window within which the same is not told again: a day, a version, whatever makes the next time another time. It is
 *     read from the Fact, so that a replay finds what was told then.
 */
record Telling(
        UUID person, String type, String title, String message, Map<String, String> data, UUID subject, String window) {

    /** One notification each: nobody is told twice. */
    String dedupeKey() {
        return type + ":" + subject + ":" + window;
    }
}
