package app.godo.users.preferences;

import app.godo.users.person.Faults;
import app.godo.users.person.Neighborhoods;
import app.godo.wire.events.Category;
import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What somebody says they like. All of it may be absent.
 *
 * @param neighborhoods by their names on the list
 * @param times of a day
 * @param priceMax the most a ticket may cost, in cents; null for any price
 */
record Stated(Set<Category> categories, List<String> neighborhoods, Set<TimeOfDay> times, Integer priceMax) {

    private static final int MOST_NEIGHBORHOODS = 50;

    enum TimeOfDay {
        @JsonProperty("morning")
        MORNING,
        @JsonProperty("afternoon")
        AFTERNOON,
        @JsonProperty("evening")
        EVENING,
        @JsonProperty("night")
        NIGHT
    }

    Stated {
        categories = categories == null ? Set.of() : categories;
        neighborhoods = neighborhoods == null ? List.of() : neighborhoods;
        times = times == null ? Set.of() : times;
    }

    /** As it is kept, with neighbourhoods as the list writes them; or a refusal with all that is wrong. */
    Stated checked(Neighborhoods known) {
        new Faults()
                .when(
                        categories.stream().anyMatch(Objects::isNull),
                        "/stated/categories",
                        "unknown-category",
                        "A preference is the name of a category.")
                .when(
                        times.stream().anyMatch(Objects::isNull),
                        "/stated/times",
                        "unknown-time",
                        "A time is morning, afternoon, evening or night.")
                .when(
                        neighborhoods.size() > MOST_NEIGHBORHOODS,
                        "/stated/neighborhoods",
                        "too-many",
                        "At most %d neighbourhoods.".formatted(MOST_NEIGHBORHOODS))
                .when(
                        neighborhoods.stream().anyMatch(name -> known.listed(name) == null),
                        "/stated/neighborhoods",
                        "unknown-neighborhood",
                        "This is not on the list of New York neighbourhoods.")
                .when(
                        priceMax != null && priceMax < 0,
                        "/stated/price_max",
                        "negative",
                        "A price is zero or more, in cents.")
                .refuse();
        return new Stated(
                categories, neighborhoods.stream().map(known::listed).distinct().toList(), times, priceMax);
    }
}
