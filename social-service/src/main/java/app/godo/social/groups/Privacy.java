package app.godo.social.groups;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;

/**
 * Who finds a group and joins it: those who are invited, friends of its admins as well, or everyone. Who is in it is shown to its
 * members alone. The whole matrix is {@code social.sees_group} and {@code social.may_invite}.
 */
enum Privacy {
    @JsonProperty("private")
    PRIVATE,
    @JsonProperty("friends_only")
    FRIENDS_ONLY,
    @JsonProperty("public")
    PUBLIC;

    /** The word in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Privacy of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
