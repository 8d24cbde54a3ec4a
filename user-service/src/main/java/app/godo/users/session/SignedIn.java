package app.godo.users.session;

import app.godo.users.secrets.OpaqueToken;

import java.util.UUID;

/** A session and the refresh token that carries it on. */
record SignedIn(Account account, UUID sessionId, OpaqueToken refreshToken) {}
