package app.godo.social.friends;

import java.util.UUID;
import jakarta.validation.constraints.NotNull;

/** Whom the caller asks to be friends. */
record AskRequest(@NotNull UUID userId) {}
