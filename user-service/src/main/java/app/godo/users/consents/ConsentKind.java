package app.godo.users.consents;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;

/** What there is to agree to. */
enum ConsentKind {
    @JsonProperty("terms")
    TERMS,
    @JsonProperty("privacy")
    PRIVACY,
    @JsonProperty("contact_discovery")
    CONTACT_DISCOVERY,
    @JsonProperty("location")
    LOCATION,
    @JsonProperty("marketing")
    MARKETING;

    /** The word in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
