package app.godo.swipes.swiping;

import java.util.List;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Swipes of one person, each acknowledged on its own. */
record BatchRequest(
        @NotNull @Size(min = 1, max = BatchRequest.LARGEST) List<@NotNull @Valid SwipeRequest> swipes)
        implements SwipesRequest {

    static final int LARGEST = 100;
}
