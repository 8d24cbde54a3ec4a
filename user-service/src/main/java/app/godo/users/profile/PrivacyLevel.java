package app.godo.users.profile;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;

/** Who may see a person. */
enum PrivacyLevel {
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

    static PrivacyLevel of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
