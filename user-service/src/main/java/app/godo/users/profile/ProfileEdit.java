package app.godo.users.profile;

import app.godo.wire.events.Category;

import java.util.Set;

/**
 * What the owner of a profile may change; a merge patch works on the JSON of this.
 *
 * @param fullName null for none
 * @param locationNeighborhood null for none
 * @param timeZone IANA id
 * @param locale BCP 47 tag
 * @param tastes null for none
 * @param locationSharing whether friends may be shown where one is
 * @param discoverable whether others find one by name
 * @param friendSuggestions whether one is suggested, and gets suggestions
 */
record ProfileEdit(
        String fullName,
        String locationNeighborhood,
        PrivacyLevel privacyLevel,
        String timeZone,
        String locale,
        Set<Category> tastes,
        CalendarVisibility calendarVisibility,
        Boolean locationSharing,
        Boolean discoverable,
        Boolean friendSuggestions) {

    ProfileEdit {
        tastes = tastes == null ? Set.of() : tastes;
    }
}
