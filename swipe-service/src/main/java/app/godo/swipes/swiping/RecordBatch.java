package app.godo.swipes.swiping;

import app.godo.wire.problem.Refusal;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;

/** Records a batch: what cannot be read in it is rejected by itself, and the rest is recorded. */
@ApplicationScoped
class RecordBatch {

    private final RecordSwipes recordSwipes;
    private final ObjectMapper mapper;
    private final Validator validator;

    RecordBatch(RecordSwipes recordSwipes, ObjectMapper mapper, Validator validator) {
        this.recordSwipes = recordSwipes;
        this.mapper = mapper;
        this.validator = validator;
    }

    /** An item as it was read: a swipe, or why it is none. */
    private record Item(SwipeRequest swipe, Outcome.Rejected unfit) {}

    /** One outcome for each item, in the order sent. */
    Uni<List<Outcome>> handle(UUID userId, List<JsonNode> batch) {
        var items = batch.stream().map(this::read).toList();
        var swipes = items.stream()
                .filter(item -> item.swipe() != null)
                .map(Item::swipe)
                .toList();
        return recordSwipes.handle(userId, swipes).map(outcomes -> merged(items, outcomes));
    }

    private static List<Outcome> merged(List<Item> items, List<Outcome> outcomes) {
        var merged = new ArrayList<Outcome>(items.size());
        var next = outcomes.iterator();
        items.forEach(item -> merged.add(item.unfit() != null ? item.unfit() : next.next()));
        return merged;
    }

    private Item read(JsonNode item) {
        if (!item.isObject()) {
            return unfit(item, UnfitSwipe.noObject());
        }
        try {
            var swipe = mapper.treeToValue(item, SwipeRequest.class);
            var violations = validator.validate(swipe);
            return violations.isEmpty() ? new Item(swipe, null) : unfit(item, UnfitSwipe.because(violations));
        } catch (JsonProcessingException wrong) {
            return unfit(item, UnfitSwipe.because(wrong));
        }
    }

    private static Item unfit(JsonNode item, Refusal no) {
        return new Item(null, new Outcome.Rejected(idOf(item), no));
    }

    /** What the client calls it, if that can be read at least. */
    private static UUID idOf(JsonNode item) {
        try {
            return UUID.fromString(item.path("client_swipe_id").asText());
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }
}
