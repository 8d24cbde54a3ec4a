package app.godo.users.signup;

import app.godo.users.person.PlainDate;
import app.godo.wire.events.Category;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import java.time.LocalDate;
import java.util.Set;
import jakarta.validation.constraints.NotNull;

/**
 * Someone wants to join.
 *
 * @param tastes the categories they start from
 */
record SignupRequest(
        @NotNull String email,
        @NotNull String password,
        @NotNull @JsonDeserialize(using = PlainDate.class) LocalDate birthDate,
        String fullName,
        String locationNeighborhood,
        Set<@NotNull Category> tastes) {

    SignupRequest {
        tastes = tastes == null ? Set.of() : tastes;
    }

    /** Nothing of it: what is printed may be kept. */
    @Override
    public String toString() {
        return "SignupRequest";
    }
}
