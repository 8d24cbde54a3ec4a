package app.godo.users.profile;

import app.godo.wire.events.Category;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * One's own profile.
 *
 * @param fullName null for none
 * @param age years in New York today, from {@code birthDate}
 * @param locationNeighborhood null for none
 * @param profileImageUrl null for none
 */
public record ProfileView(
        UUID id,
        String email,
        String fullName,
        Integer age,
        LocalDate birthDate,
        String locationNeighborhood,
        PrivacyLevel privacyLevel,
        CalendarVisibility calendarVisibility,
        boolean locationSharing,
        boolean discoverable,
        boolean friendSuggestions,
        String timeZone,
        String locale,
        Set<Category> tastes,
        String profileImageUrl,
        Instant createdAt,
        Instant updatedAt) {}
