package app.godo.users.session;

import app.godo.users.tokens.AccessTokenMint;
import app.godo.wire.caller.AccessToken;
import com.fasterxml.jackson.annotation.JsonInclude;

import java.util.UUID;

/**
 * The tokens of a session.
 *
 * @param accessToken for every other call
 * @param refreshToken for the next pair, once
 * @param expiresIn seconds the access token holds
 * @param deviceToken only at a sign-in: what the device sends as {@code device.token} at the next one, to be known
 */
public record SignedInView(
        String accessToken,
        String refreshToken,
        String tokenType,
        long expiresIn,
        UserView user,
        @JsonInclude(JsonInclude.Include.NON_NULL) String deviceToken) {

    /**
     * Who is signed in.
     *
     * @param fullName null for who has given none
     */
    public record UserView(UUID id, String email, String fullName) {}

    static SignedInView of(SignedIn in, AccessTokenMint mint) {
        var account = in.account();
        return new SignedInView(
                mint.token(account.id(), in.sessionId(), account.roles()),
                in.refreshToken().text(),
                "Bearer",
                AccessToken.LIFE.toSeconds(),
                new UserView(account.id(), account.email(), account.fullName()),
                in.deviceToken() == null ? null : in.deviceToken().text());
    }

    /** Never the tokens: what is printed may be kept. */
    @Override
    public String toString() {
        return "SignedInView";
    }
}
