package app.godo.users.administration;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What somebody may do beyond what everybody may. */
enum Role {
    @JsonProperty("user")
    USER("user"),
    @JsonProperty("moderator")
    MODERATOR("moderator"),
    @JsonProperty("admin")
    ADMIN("admin"),
    @JsonProperty("support")
    SUPPORT("support"),
    @JsonProperty("ml-admin")
    ML_ADMIN("ml-admin");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The word in the database and in tokens. */
    String word() {
        return word;
    }
}
