package app.godo.social.members;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;
import jakarta.validation.constraints.NotNull;

/** Somebody's part in a group from now on. */
record RoleRequest(@NotNull Role role) {

    /** Admins do everything; moderators invite, put out members, and take messages away. */
    enum Role {
        @JsonProperty("admin")
        ADMIN,
        @JsonProperty("moderator")
        MODERATOR,
        @JsonProperty("member")
        MEMBER;

        /** The word in the database. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
