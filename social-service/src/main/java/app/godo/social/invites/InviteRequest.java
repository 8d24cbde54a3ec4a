package app.godo.social.invites;

import java.util.UUID;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Who is asked to join a group: a person, or whoever has a link.
 *
 * @param userId the person; left out for a link
 * @param link true for a link
 * @param maxUses how many people may use the link, 25 when left out
 * @param days how long it may be used, 7 when left out
 */
record InviteRequest(
        @NotNull UUID groupId,
        UUID userId,
        Boolean link,
        @Min(1) @Max(500) Integer maxUses,
        @Min(1) @Max(14) Integer days) {

    private static final int USUAL_USES = 25;
    private static final int USUAL_DAYS = 7;

    boolean byLink() {
        return Boolean.TRUE.equals(link);
    }

    int uses() {
        return maxUses == null ? USUAL_USES : maxUses;
    }

    int lasting() {
        return days == null ? USUAL_DAYS : days;
    }
}
