package app.godo.users.profile;

import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.time.Instant;
import java.util.UUID;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

/** Applies a merge patch (RFC 7396) to what the owner of a profile may change. */
@Singleton
class EditProfile {

    private final Transactions transactions;
    private final Profiles profiles;
    private final EditRules rules;
    private final ProfileViews views;
    private final ObjectMapper mapper;

    EditProfile(
            Transactions transactions, Profiles profiles, EditRules rules, ProfileViews views, ObjectMapper mapper) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.rules = rules;
        this.views = views;
        this.mapper = mapper;
    }

    Uni<VersionedProfile> handle(UUID caller, IfMatch ifMatch, ObjectNode patch) {
        // locked: two edits at once are two edits one after the other
        return transactions.asCaller(caller, () -> profiles.findById(caller, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("user"))
                .invoke(profile ->
                        Refusal.when(!ifMatch.allows(views.of(profile).tag()), StaleProfile::new))
                .call(profile -> merged(profile, patch).map(rules::apply).invoke(profile::become))
                .call(profile -> profiles.flush().chain(() -> touched(caller)).invoke(at -> profile.updatedAt = at))
                .map(views::of));
    }

    /** What the database sets when a row changes. */
    static Uni<Instant> touched(UUID caller) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select updated_at from users where id = cast(?1 as uuid)", Instant.class)
                .setParameter(1, caller.toString())
                .getSingleResult());
    }

    /** Fields that do not exist or are not the owner's to change are unknown to {@link ProfileEdit}, and refused. */
    private Uni<ProfileEdit> merged(Profile profile, ObjectNode patch) {
        ObjectNode merged = mapper.valueToTree(profile.editable());
        merged.setAll(patch);
        try {
            return Uni.createFrom().item(mapper.treeToValue(merged, ProfileEdit.class));
        } catch (JsonProcessingException unfit) {
            return Uni.createFrom().failure(unfit);
        }
    }
}
