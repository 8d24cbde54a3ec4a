package app.godo.social.friends;

import java.util.UUID;

/** What one sees of a person one has to do with. */
record PersonView(UUID id, String fullName, String profileImageUrl) {}
