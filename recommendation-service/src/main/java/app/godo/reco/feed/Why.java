package app.godo.reco.feed;

import app.godo.reco.company.Company;
import com.fasterxml.jackson.annotation.JsonInclude;

import java.util.List;
import jakarta.validation.constraints.Size;

/**
 * A reason why an Event is in the deck; true when it is given.
 *
 * @param code from the closed list {@link Code}
 * @param text for a person, in plain English
 * @param value what it is about, a category, a neighbourhood, a part of the day, the title of an Event; absent where it is about none
 * @param count how many swipes, or people, it counts; absent where it counts none
 * @param friends the first of the friends who go, as far as they show it; absent but for {@code friends_going}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Why(
        String code,
        String text,
        String value,
        Integer count,
        @Size(max = Reasons.MOST_NAMES) List<Company.Friend> friends) {

    /** All reasons there are. */
    enum Code {
        TASTE_CATEGORY,
        TASTE_TAG,
        TASTE_NEIGHBORHOOD,
        TASTE_DAY_PART,
        TASTE_WEEKDAY,
        TASTE_PRICE,
        FREE,
        LIKED_ALIKE,
        STATED_TASTE,
        FRIENDS_GOING,
        POPULAR,
        NEAR_HOME,
        SOON,
        COMING_UP,
        NEW_TO_YOU,
        /** Nobody has ranked it: the gateway's reason, for the list that it serves while this service is away. */
        STAND_IN;

        private final String word = name().toLowerCase(java.util.Locale.ROOT);

        Why because(String text) {
            return new Why(word, text, null, null, null);
        }

        Why because(String text, String value) {
            return new Why(word, text, value, null, null);
        }

        Why because(String text, String value, int count) {
            return new Why(word, text, value, count, null);
        }

        Why because(String text, int count) {
            return new Why(word, text, null, count, null);
        }

        Why because(String text, List<Company.Friend> friends, int count) {
            return new Why(word, text, null, count, friends);
        }
    }
}
