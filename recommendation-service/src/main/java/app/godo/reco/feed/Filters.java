package app.godo.reco.feed;

import app.godo.reco.catalogue.LiveEvent;
import app.godo.wire.events.Category;
import app.godo.wire.problem.InvalidField;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a deck may be made of. Each part may be null: then it is not asked for.
 *
 * @param when when it begins
 * @param categories one of these
 * @param priceMax the cheapest way in costs at most this, in minor units; a price that is not known is not below any
 * @param near where
 * @param accessible all of these, as in {@code accessibility_info}
 */
record Filters(When when, Set<String> categories, Integer priceMax, Near near, Set<String> accessible) {

    private static final Set<String> CATEGORIES =
            Arrays.stream(Category.values()).map(Category::word).collect(Collectors.toCollection(TreeSet::new));

    private static final Set<String> ACCESSIBILITY =
            Set.of("step_free", "asl", "captions", "quiet_space", "gender_neutral_restroom");

    static Filters of(
            String when,
            String category,
            String priceMax,
            String near,
            String accessible,
            double kilometres,
            Instant now) {
        return new Filters(
                blank(when) ? null : When.of(when, now),
                blank(category) ? null : categories(category),
                blank(priceMax) ? null : price(priceMax),
                blank(near) ? null : Near.of(near, kilometres),
                blank(accessible) ? null : features(accessible));
    }

    boolean admit(LiveEvent event) {
        var told = event.told();
        return (when == null || when.contains(told.dateTime()))
                && (categories == null || categories.contains(told.category()))
                && (priceMax == null || (told.priceKnown() && told.priceMin() <= priceMax))
                && (near == null || near.reaches(told))
                && (accessible == null
                        || accessible.stream()
                                .allMatch(feature ->
                                        told.accessibilityInfo().path(feature).asBoolean(false)));
    }

    private static Set<String> categories(String words) {
        var categories = listed(words);
        if (!CATEGORIES.containsAll(categories)) {
            throw new InvalidField("?category", "unknown-category", "Give some of " + CATEGORIES + ".");
        }
        return categories;
    }

    private static Integer price(String text) {
        try {
            var price = Integer.parseInt(text);
            if (price >= 0) {
                return price;
            }
        } catch (NumberFormatException noNumber) {
            // refused below, like a negative one
        }
        throw new InvalidField("?price_max", "not-a-price", "A price is a whole number of cents, 0 or more.");
    }

    /** {@code true} is the feature that is asked for most. */
    private static Set<String> features(String text) {
        if ("true".equals(text)) {
            return Set.of("step_free");
        }
        if ("false".equals(text)) {
            return null;
        }
        var features = listed(text);
        if (!ACCESSIBILITY.containsAll(features)) {
            throw new InvalidField(
                    "?accessible", "unknown-feature", "Give true, or some of " + new TreeSet<>(ACCESSIBILITY) + ".");
        }
        return features;
    }

    /** Sorted, so that one question has one wording. */
    private static Set<String> listed(String words) {
        return new TreeSet<>(Arrays.stream(words.split(",")).map(String::strip).toList());
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
