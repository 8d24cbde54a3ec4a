package app.godo.users.profile;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

import java.util.UUID;
import jakarta.inject.Singleton;

/** All profiles; row level security leaves the caller's own. */
@Singleton
class Profiles implements PanacheRepositoryBase<Profile, UUID> {}
