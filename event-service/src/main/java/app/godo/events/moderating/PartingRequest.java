package app.godo.events.moderating;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A Listing that does not tell of an Event.
 *
 * @param listing its key
 */
record PartingRequest(
        @NotBlank @Size(max = 310) String listing,
        @Size(max = 1000) String reason) {}
