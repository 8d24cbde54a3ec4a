package app.godo.social.invites;

import java.util.UUID;

/** The group that a link leads into. */
record JoinedView(UUID groupId) {}
