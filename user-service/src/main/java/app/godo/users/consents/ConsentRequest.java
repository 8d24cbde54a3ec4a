package app.godo.users.consents;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Somebody agrees, or no longer does.
 *
 * @param version of the text they were shown
 */
record ConsentRequest(
        @NotNull ConsentKind kind,

        @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,50}", message = "is no version")
        String version,

        @NotNull Boolean granted) {}
