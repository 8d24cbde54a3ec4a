package app.godo.reco.learned;

import app.godo.wire.events.Category;
import app.godo.wire.problem.InvalidField;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What the caller likes whatever was learned: all of it, what is not said any more goes by swipes again.
 *
 * @param corrections one for each facet and value
 */
record CorrectionsRequest(
        @NotNull @Size(max = CorrectionsRequest.MOST) List<@NotNull @Valid Correction> corrections) {

    static final int MOST = 100;

    /** Those of which there are only so many values. */
    private static final Map<String, Set<String>> CLOSED = Map.of(
            "category",
            Arrays.stream(Category.values())
                    .map(category -> category.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet()),
            "time",
            Set.of("morning", "afternoon", "evening", "night"),
            "weekday",
            Set.of("weekday", "weekend"),
            "price",
            Set.of("free", "under_20", "under_50", "over_50", "unknown"),
            "social",
            Set.of("friends"),
            "distance",
            Set.of("home"));

    private static final Set<String> OPEN = Set.of("tag", "neighborhood", "borough");

    /**
     * @param facet as {@link LearnedView.Item} has it
     * @param value likewise
     * @param liking from -1 for not at all to 1; 0 for neither
     */
    record Correction(
            @NotBlank @Size(max = 20) String facet,
            @NotBlank @Size(max = 100) String value,
            @NotNull @DecimalMin("-1") @DecimalMax("1") Double liking) {

        String name() {
            return facet + ":" + value;
        }
    }

    /** The same, or a refusal of the first that cannot be. */
    CorrectionsRequest checked() {
        for (var n = 0; n < corrections.size(); n++) {
            var one = corrections.get(n);
            if (!OPEN.contains(one.facet()) && !CLOSED.containsKey(one.facet())) {
                throw new InvalidField(
                        "/corrections/%d/facet".formatted(n),
                        "unknown-facet",
                        "There is nothing of this kind to like.");
            }
            if (CLOSED.containsKey(one.facet()) && !CLOSED.get(one.facet()).contains(one.value())) {
                throw new InvalidField(
                        "/corrections/%d/value".formatted(n), "unknown-value", "Nothing is ever like this.");
            }
            if (corrections.subList(0, n).stream()
                    .anyMatch(other -> other.name().equals(one.name()))) {
                throw new InvalidField("/corrections/%d".formatted(n), "said-twice", "This was said before.");
            }
        }
        return this;
    }
}
