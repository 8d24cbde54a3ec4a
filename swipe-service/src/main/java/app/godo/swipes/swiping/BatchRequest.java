package app.godo.swipes.swiping;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Swipes of one person, each acknowledged on its own: also one that cannot be read, because a phone that is refused the whole
 * would send the same whole for ever.
 *
 * @param swipes each like a {@link SwipeRequest}
 */
record BatchRequest(
        @NotNull @Size(min = 1, max = BatchRequest.LARGEST) List<JsonNode> swipes) implements SwipesRequest {

    static final int LARGEST = 100;
}
