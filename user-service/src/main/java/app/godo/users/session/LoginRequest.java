package app.godo.users.session;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Someone says who they are.
 *
 * @param reactivate whether to have an account back that was switched off; null is no
 */
record LoginRequest(
        @NotNull @Size(max = 255) String email,
        @NotNull @Size(max = LoginRequest.LONGEST_PASSWORD) String password,
        @Valid Device device,
        Boolean reactivate) {

    /** In UTF-16 units; no account has a longer one. */
    static final int LONGEST_PASSWORD = 2048;

    private static final String NO_CONTROL = "\\P{Cntrl}*";

    /**
     * What the person signs in with, to know the session by.
     *
     * @param token what the device got at its last sign-in
     */
    record Device(
            @Size(max = 100) @Pattern(regexp = NO_CONTROL) String name,
            @Size(max = 20) @Pattern(regexp = NO_CONTROL) String platform,
            @Size(max = 100) String token) {

        /** Never the token: what is printed may be kept. */
        @Override
        public String toString() {
            return "Device";
        }
    }

    LoginRequest {
        device = device == null ? new Device(null, null, null) : device;
    }

    boolean reactivates() {
        return Boolean.TRUE.equals(reactivate);
    }

    /** Nothing of it: what is printed may be kept. */
    @Override
    public String toString() {
        return "LoginRequest";
    }
}
