package app.godo.wire.events;

import com.fasterxml.jackson.annotation.JsonInclude;

import java.util.List;

/**
 * A Source that tells of an Event.
 *
 * @param source its name
 * @param url the Event's page there, null for none
 * @param fields the names of the Event's fields that are taken from it
 * @param attribution what has to be said of it wherever the Event is shown; absent when nothing
 * @param redistributable whether what it says may be handed on beyond our own pages; absent when that was not told
 */
public record EventSource(
        String source,
        String url,
        List<String> fields,
        @JsonInclude(JsonInclude.Include.NON_NULL) String attribution,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean redistributable) {
    public EventSource {
        fields = fields == null ? List.of() : List.copyOf(fields);
    }
}
