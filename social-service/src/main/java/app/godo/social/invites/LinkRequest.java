package app.godo.social.invites;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a link carries. */
record LinkRequest(@NotBlank @Size(max = 64) String token) {}
