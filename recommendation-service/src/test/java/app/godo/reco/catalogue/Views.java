package app.godo.reco.catalogue;

import app.godo.wire.events.EventView;
import app.godo.wire.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events without a database. */
public final class Views {

    private static final ObjectMapper MAPPER = mapper();

    /** An approved Event, with these fields otherwise than usual. */
    public static EventView event(Instant start, Map<String, Object> fields) {
        var usual = MAPPER.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("date_time", start.toString())
                .put("all_day", false)
                .put("time_tbd", false)
                .put("schedule_status", "scheduled")
                .put("moderation_status", "approved")
                .put("category", "music")
                .put("neighborhood", "Harlem")
                .put("borough", "Manhattan")
                .put("price_known", false)
                .put("is_free", false)
                .put("is_user_generated", false)
                .put("current_attendees", 0)
                .put("waitlist_length", 0)
                .put("version", 1);
        usual.put("title", usual.get("id").asText());
        usual.putArray("tags");
        usual.putObject("accessibility_info");
        fields.forEach((name, value) -> usual.set(name, MAPPER.valueToTree(value)));
        try {
            return MAPPER.treeToValue(usual, EventView.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** A catalogue of these, outside a container. */
    public static LiveEvents live(Vocabulary vocabulary, EventView... events) {
        return live(vocabulary, Arrays.asList(events));
    }

    /** A catalogue of these, outside a container. */
    public static LiveEvents live(Vocabulary vocabulary, List<EventView> events) {
        return LiveEvents.of(
                events.stream()
                        .map(event -> new LiveEvent(
                                event,
                                EventFacets.of(event, vocabulary),
                                new SeatCount(event.currentAttendees(), event.waitlistLength(), 0L, Instant.now())))
                        .toList(),
                1,
                vocabulary);
    }

    /** As the services have it. */
    static ObjectMapper mapper() {
        var mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new Json().customize(mapper);
        return mapper.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    private Views() {}
}
