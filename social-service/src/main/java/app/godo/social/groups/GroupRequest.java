package app.godo.social.groups;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What an admin may say of a group; a merge patch works on the JSON of this.
 *
 * @param description null for none
 * @param privacyLevel who finds the group and joins it; private when left out
 * @param maxMembers 50 when left out
 */
record GroupRequest(
        @NotBlank @Size(max = 255) @Pattern(regexp = GroupRequest.ONE_LINE)
        String name,

        @Size(max = 4000) String description,
        Privacy privacyLevel,
        @Min(2) @Max(500) Integer maxMembers) {

    /** Without control characters, line separators, half characters, and what turns the direction of the text around it. */
    static final String ONE_LINE = "[^\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]*";

    private static final int USUAL_MOST = 50;

    GroupRequest {
        name = name == null ? null : name.strip();
        privacyLevel = privacyLevel == null ? Privacy.PRIVATE : privacyLevel;
        maxMembers = maxMembers == null ? USUAL_MOST : maxMembers;
    }
}
