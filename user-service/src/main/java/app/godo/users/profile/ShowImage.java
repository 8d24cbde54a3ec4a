package app.godo.users.profile;

import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

/** Says which image a profile shows. As the worker: the address of an image is nobody's to choose. */
@Singleton
public class ShowImage {

    private final Transactions transactions;
    private final Profiles profiles;
    private final ProfileViews views;

    ShowImage(Transactions transactions, Profiles profiles, ProfileViews views) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.views = views;
    }

    /**
     * An edit like any other: with another version, unless it is the image that is shown already.
     *
     * @param ifMatch null when the edit is to be made in any case
     * @param url of an image in the store; null for none
     */
    public Uni<VersionedProfile> handle(UUID caller, String ifMatch, String url) {
        return transactions.asWorker(() -> profiles.findById(caller, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("user"))
                .invoke(profile -> Refusal.when(
                        !new IfMatch(ifMatch).allows(views.of(profile).tag()), StaleProfile::new))
                .invoke(profile -> profile.profileImageUrl = url)
                .call(profile -> profiles.flush()
                        .chain(() -> EditProfile.touched(caller))
                        .invoke(at -> profile.updatedAt = at))
                .map(views::of));
    }
}
