package app.godo.social.standing;

import java.util.UUID;

/**
 * Who somebody is in a group that they see.
 *
 * @param role {@code admin|moderator|member}, null for who is not in it
 */
public record Standing(UUID group, String role) {

    public static final String ADMIN = "admin";
    public static final String MODERATOR = "moderator";
    public static final String MEMBER = "member";

    public boolean isMember() {
        return role != null;
    }

    public boolean isAdmin() {
        return ADMIN.equals(role);
    }

    /** Admins and moderators. */
    public boolean runsIt() {
        return isAdmin() || MODERATOR.equals(role);
    }
}
