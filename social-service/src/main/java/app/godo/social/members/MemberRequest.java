package app.godo.social.members;

import java.util.UUID;
import jakarta.validation.constraints.NotNull;

/** Who comes into a group: the caller, or a friend of theirs. */
record MemberRequest(@NotNull UUID userId) {}
