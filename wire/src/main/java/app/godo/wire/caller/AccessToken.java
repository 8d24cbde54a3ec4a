package app.godo.wire.caller;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A verified access token (RFC 9068).
 *
 * @param keyId {@code kid}: the key that signed it
 * @param userId {@code sub}
 * @param sessionId {@code sid}: the session whose end ends the token
 * @param roles {@code user|moderator|admin|support}
 * @param expiresAt {@code exp}
 */
public record AccessToken(String keyId, UUID userId, UUID sessionId, Set<String> roles, Instant expiresAt) {

    /** How long user-service lets one hold, so long an ended session is remembered, and none that holds longer is believed. */
    public static final Duration LIFE = Duration.ofMinutes(10);
}
