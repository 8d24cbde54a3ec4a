package app.godo.users.profile;

import app.godo.wire.events.Category;

import java.time.Instant;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** The part of an account that its owner reads and edits. */
@Entity
@Table(name = "users")
class Profile {

    @Id
    UUID id;

    @Version
    long version;

    @Column(updatable = false)
    String email;

    @Column(name = "birth_date_cipher", updatable = false)
    byte[] birthDateCipher;

    @Column(name = "profile_image_url")
    String profileImageUrl;

    @Column(name = "created_at", insertable = false, updatable = false)
    Instant createdAt;

    @Column(name = "updated_at", insertable = false, updatable = false)
    Instant updatedAt;

    @Column(name = "full_name")
    String fullName;

    @Column(name = "location_neighborhood")
    String locationNeighborhood;

    @Column(name = "privacy_level")
    String privacyLevel;

    @Column(name = "time_zone")
    String timeZone;

    String locale;

    String[] tastes;

    @Column(name = "calendar_visibility")
    String calendarVisibility;

    @Column(name = "location_sharing")
    boolean locationSharing;

    boolean discoverable;

    @Column(name = "friend_suggestions")
    boolean friendSuggestions;

    /** What its owner may change, as it is. */
    ProfileEdit editable() {
        return new ProfileEdit(
                fullName,
                locationNeighborhood,
                PrivacyLevel.of(privacyLevel),
                timeZone,
                locale,
                Arrays.stream(tastes).map(Category::of).collect(Collectors.toCollection(TreeSet::new)),
                CalendarVisibility.of(calendarVisibility),
                locationSharing,
                discoverable,
                friendSuggestions);
    }

    void become(ProfileEdit edit) {
        fullName = edit.fullName();
        locationNeighborhood = edit.locationNeighborhood();
        privacyLevel = edit.privacyLevel().word();
        timeZone = edit.timeZone();
        locale = edit.locale();
        tastes = edit.tastes().stream().map(Category::word).sorted().toArray(String[]::new);
        calendarVisibility = edit.calendarVisibility().word();
        locationSharing = edit.locationSharing();
        discoverable = edit.discoverable();
        friendSuggestions = edit.friendSuggestions();
    }
}
