package app.godo.users.profile;

import app.godo.users.person.Ages;
import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;

import java.time.Clock;
import java.time.LocalDate;
import jakarta.inject.Singleton;

/** Shows a profile to its owner. */
@Singleton
class ProfileViews {

    private final ColumnCipher cipher;
    private final Clock clock;

    ProfileViews(ColumnCipher cipher, Clock clock) {
        this.cipher = cipher;
        this.clock = clock;
    }

    VersionedProfile of(Profile profile) {
        var birthDate = birthDate(profile);
        var edit = profile.editable();
        var view = new ProfileView(
                profile.id,
                profile.email,
                profile.fullName,
                birthDate == null ? null : Ages.today(birthDate, clock),
                birthDate,
                profile.locationNeighborhood,
                edit.privacyLevel(),
                edit.calendarVisibility(),
                profile.locationSharing,
                profile.discoverable,
                profile.friendSuggestions,
                profile.timeZone,
                profile.locale,
                edit.tastes(),
                profile.profileImageUrl,
                profile.createdAt,
                profile.updatedAt);
        return new VersionedProfile(view, profile.version);
    }

    private LocalDate birthDate(Profile profile) {
        return profile.birthDateCipher == null
                ? null
                : LocalDate.parse(
                        cipher.open(new Cell("users.users", "birth_date_cipher", profile.id), profile.birthDateCipher));
    }
}
