package app.godo.events.attendance;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;
import java.util.UUID;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a person wants. It is the whole of it: what is left out is as if it had never been said.
 *
 * @param visibility who may see it; what the person's own privacy level says when left out
 * @param groupId with which of their groups they come
 * @param joinWaitlist whether to wait for a seat when every one is taken
 * @param autoAccept whether to take a seat that becomes free without being asked; else it is offered for a while
 * @param notes for the person's own eyes, whatever the visibility
 */
record AttendanceRequest(
        @NotNull Wish status,
        Visibility visibility,
        UUID groupId,
        Boolean joinWaitlist,
        Boolean autoAccept,
        @Size(max = 2000) String notes) {

    /** What a person may decide alone; the rest is for the Event and its seats to say. */
    enum Wish {
        @JsonProperty("interested")
        INTERESTED,
        @JsonProperty("going")
        GOING,
        @JsonProperty("maybe")
        MAYBE,
        @JsonProperty("not_going")
        NOT_GOING;

        Status status() {
            return Status.valueOf(name());
        }
    }

    /** With whom it is shared, never farther than the person's own privacy level allows. */
    enum Visibility {
        @JsonProperty("private")
        PRIVATE,
        @JsonProperty("friends")
        FRIENDS,
        @JsonProperty("public")
        PUBLIC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What a person shares who has said no more than their privacy level. */
        static Visibility of(String privacyLevel) {
            return switch (privacyLevel) {
                case "public" -> PUBLIC;
                case "friends_only" -> FRIENDS;
                default -> PRIVATE;
            };
        }
    }

    AttendanceRequest {
        joinWaitlist = Boolean.TRUE.equals(joinWaitlist);
        autoAccept = Boolean.TRUE.equals(autoAccept);
        notes = notes == null || notes.isBlank() ? null : notes;
    }
}
