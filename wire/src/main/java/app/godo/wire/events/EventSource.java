package app.godo.wire.events;

import java.util.List;

/**
 * A Source that tells of an Event.
 *
 * @param source its name
 * @param url the Event's page there, null for none
 * @param fields the names of the Event's fields that are taken from it
 */
public record EventSource(String source, String url, List<String> fields) {
    public EventSource {
        fields = fields == null ? List.of() : List.copyOf(fields);
    }
}
