package app.godo.events.appealing;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What an author says to their Event being turned down.
 *
 * @param words for moderators only
 */
record AppealRequest(@NotBlank @Size(max = 1000) String words) {}
