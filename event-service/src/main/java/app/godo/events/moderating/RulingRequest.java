package app.godo.events.moderating;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a moderator says of two Listings.
 *
 * @param one the key of a Listing
 * @param other of another
 * @param same whether they tell of one Event
 */
record RulingRequest(
        @NotBlank @Size(max = 310) String one,
        @NotBlank @Size(max = 310) String other,
        @NotNull Boolean same,
        @Size(max = 1000) String reason) {}
