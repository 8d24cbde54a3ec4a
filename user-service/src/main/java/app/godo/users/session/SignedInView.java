package app.godo.users.session;

import app.godo.users.tokens.AccessTokenMint;

import java.util.UUID;

/**
 * The tokens of a session.
 *
 * @param accessToken for every other call
 * @param refreshToken for the next pair, once
 * @param expiresIn seconds the access token holds
 */
public record SignedInView(String accessToken, String refreshToken, String tokenType, long expiresIn, UserView user) {

    /** Who is signed in. */
    public record UserView(UUID id, String email, String fullName) {}

    static SignedInView of(SignedIn in, AccessTokenMint mint) {
        var account = in.account();
        return new SignedInView(
                mint.token(account.id(), in.sessionId(), account.roles()),
                in.refreshToken().text(),
                "Bearer",
                AccessTokenMint.LIFE.toSeconds(),
                new UserView(account.id(), account.email(), account.fullName()));
    }

    /** Never the tokens: what is printed may be kept. */
    @Override
    public String toString() {
        return "SignedInView";
    }
}
