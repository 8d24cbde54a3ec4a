package app.godo.social.chat;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a message says from now on. */
record EditRequest(@NotBlank @Size(max = 4000) String body) {}
