package app.godo.users.phone;

import java.time.Instant;

/**
 * One's own number.
 *
 * @param findable whether friends who have it in their contacts find one by it
 */
public record PhoneView(String phone, boolean findable, Instant verifiedAt) {

    /** Not the number: what is printed may be kept. */
    @Override
    public String toString() {
        return "PhoneView";
    }
}
