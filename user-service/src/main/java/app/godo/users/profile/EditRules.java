package app.godo.users.profile;

import app.godo.users.person.Faults;
import app.godo.users.person.FullNames;
import app.godo.users.person.Neighborhoods;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import jakarta.inject.Singleton;

/** What a profile may become. */
@Singleton
class EditRules {

    private static final int LONGEST_LOCALE = 35;
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private final Neighborhoods neighborhoods;

    EditRules(Neighborhoods neighborhoods) {
        this.neighborhoods = neighborhoods;
    }

    /** The edit as it is kept, or a refusal with all that is wrong. */
    ProfileEdit apply(ProfileEdit edit) {
        var faults = new Faults();
        FullNames.check(edit.fullName(), faults);
        neighborhoods.check(edit.locationNeighborhood(), faults);
        needed(edit.privacyLevel(), "/privacy_level", faults);
        needed(edit.timeZone(), "/time_zone", faults);
        needed(edit.locale(), "/locale", faults);
        needed(edit.calendarVisibility(), "/calendar_visibility", faults);
        needed(edit.locationSharing(), "/location_sharing", faults);
        needed(edit.discoverable(), "/discoverable", faults);
        needed(edit.friendSuggestions(), "/friend_suggestions", faults);
        faults.when(
                        edit.timeZone() != null && !ZONES.contains(edit.timeZone()),
                        "/time_zone",
                        "unknown-time-zone",
                        "This is not the name of a time zone.")
                .when(
                        edit.locale() != null && !isLanguageTag(edit.locale()),
                        "/locale",
                        "unknown-locale",
                        "This is not a language tag.")
                .when(
                        edit.tastes().stream().anyMatch(Objects::isNull),
                        "/tastes",
                        "unknown-category",
                        "A taste is the name of a category.")
                .refuse();
        return new ProfileEdit(
                FullNames.tidied(edit.fullName()),
                neighborhoods.listed(edit.locationNeighborhood()),
                edit.privacyLevel(),
                edit.timeZone(),
                edit.locale(),
                edit.tastes(),
                edit.calendarVisibility(),
                edit.locationSharing(),
                edit.discoverable(),
                edit.friendSuggestions());
    }

    private static void needed(Object value, String pointer, Faults faults) {
        faults.when(value == null, pointer, "not-removable", "This can be changed but not removed.");
    }

    private static boolean isLanguageTag(String tag) {
        try {
            return tag.length() <= LONGEST_LOCALE
                    && !new Locale.Builder()
                            .setLanguageTag(tag)
                            .build()
                            .getLanguage()
                            .isEmpty();
        } catch (IllformedLocaleException noTag) {
            return false;
        }
    }
}
