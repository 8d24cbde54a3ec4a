package app.godo.social.chat;

import java.util.UUID;
import jakarta.validation.constraints.NotNull;

/** Up to which message the caller has read. */
record ReadRequest(@NotNull UUID upTo) {}
