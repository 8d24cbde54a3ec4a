package app.godo.users.profile;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;

/** Who may see where a person goes, unless a single attendance says something stricter. */
enum CalendarVisibility {
    @JsonProperty("private")
    PRIVATE,
    @JsonProperty("friends")
    FRIENDS,
    @JsonProperty("public")
    PUBLIC;

    /** The word in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CalendarVisibility of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
