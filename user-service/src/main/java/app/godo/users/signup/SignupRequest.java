package app.godo.users.signup;

import app.godo.users.person.PlainDate;
import app.godo.wire.events.Category;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import java.time.LocalDate;
import java.util.Set;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Someone wants to join.
 *
 * @param tastes the categories they start from
 * @param termsVersion of the terms they agreed to
 */
record SignupRequest(
        @NotNull String email,
        @NotNull String password,
        @NotNull @JsonDeserialize(using = PlainDate.class) LocalDate birthDate,
        String fullName,
        String locationNeighborhood,
        Set<@NotNull Category> tastes,

        @Pattern(regexp = "[A-Za-z0-9._-]{1,50}", message = "is no version")
        String termsVersion) {

    SignupRequest {
        tastes = tastes == null ? Set.of() : tastes;
    }

    /** Nothing of it: what is printed may be kept. */
    @Override
    public String toString() {
        return "SignupRequest";
    }
}
