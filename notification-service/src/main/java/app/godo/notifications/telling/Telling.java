package app.godo.notifications.telling;

import java.util.Map;
import java.util.UUID;

/**
 * Something to tell a person.
 *
 * @param person who is told
 * @param type one of the closed catalogue
 * @param data ids and a deep link, nothing else: it is shown by the app, and pushed through others
 * @param subject what it is about; with the type it makes the notification unique, so that nobody is told twice
 */
record Telling(UUID person, String type, String title, String message, Map<String, String> data, UUID subject) {

    String dedupeKey() {
        return type + ":" + subject;
    }
}
