package app.godo.users.profile;

/** A profile and its version, the ETag. */
record VersionedProfile(ProfileView view, long version) {}
