package app.godo.users.session;

import app.godo.users.secrets.OpaqueToken;

import java.util.UUID;

/**
 * A session and the refresh token that carries it on.
 *
 * @param deviceToken what the device is known by at the next sign-in; null but at a sign-in
 */
record SignedIn(Account account, UUID sessionId, OpaqueToken refreshToken, OpaqueToken deviceToken) {}
