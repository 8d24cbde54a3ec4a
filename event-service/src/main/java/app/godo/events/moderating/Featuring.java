package app.godo.events.moderating;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Whether an Event is put forward. */
record Featuring(
        @NotNull Boolean featured, @Size(max = 1000) String reason) {}
