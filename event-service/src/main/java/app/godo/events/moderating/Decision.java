package app.godo.events.moderating;

import jakarta.validation.constraints.Size;

/**
 * Why a moderator decides as they do.
 *
 * @param reason needed to turn something down
 */
record Decision(@Size(max = 1000) String reason) {}
