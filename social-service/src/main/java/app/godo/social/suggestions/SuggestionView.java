package app.godo.social.suggestions;

import io.vertx.mutiny.sqlclient.Row;

import java.util.UUID;

/**
 * Somebody whom the caller may know.
 *
 * @param fullName null for who has given none
 * @param profileImageUrl null for none
 * @param mutualFriends how many friends the two have in common
 * @param sharedGroups how many groups both are in
 */
record SuggestionView(UUID id, String fullName, String profileImageUrl, int mutualFriends, int sharedGroups) {

    static SuggestionView of(Row row) {
        return new SuggestionView(
                row.getUUID("id"),
                row.getString("full_name"),
                row.getString("profile_image_url"),
                row.getInteger("mutual_friends"),
                row.getInteger("shared_groups"));
    }

    /** As {@code social.suggest_friends} has it. */
    int score() {
        return 2 * mutualFriends + sharedGroups;
    }
}
