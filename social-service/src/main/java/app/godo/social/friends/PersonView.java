package app.godo.social.friends;

import java.util.UUID;

/**
 * What one sees of a person one has to do with.
 *
 * @param fullName null for who has given none
 * @param profileImageUrl null for none
 */
record PersonView(UUID id, String fullName, String profileImageUrl) {}
