package app.godo.users;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

import java.util.Map;
import java.util.UUID;

/** The tokens somebody holds. */
public record SignedIn(String accessToken, String refreshToken) {

    public static SignedIn of(ValidatableResponse answer) {
        var body = answer.extract().jsonPath();
        return new SignedIn(body.getString("access_token"), body.getString("refresh_token"));
    }

    public static ValidatableResponse present(String refreshToken) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refresh_token", refreshToken))
                .post("/api/v1/auth/refresh")
                .then();
    }

    public ValidatableResponse tryToRefresh() {
        return present(refreshToken);
    }

    public SignedIn refresh() {
        return of(tryToRefresh().statusCode(200));
    }

    /** Any call that needs the access token. */
    public ValidatableResponse profile() {
        return given().auth().oauth2(accessToken).get("/api/v1/users/profile").then();
    }

    /** A call with the access token and this body; null for none. */
    public ValidatableResponse call(String method, String path, Object body) {
        var request = given().auth().oauth2(accessToken);
        if (body != null) {
            request.contentType(ContentType.JSON).body(body);
        }
        return request.request(method, "/api/v1" + path).then();
    }

    public ValidatableResponse logOut(String query) {
        return given().auth()
                .oauth2(accessToken)
                .post("/api/v1/auth/logout" + query)
                .then();
    }

    /** What the access token says, unverified. */
    public JwtClaims claims() {
        try {
            return new JwtConsumerBuilder()
                    .setSkipAllValidators()
                    .setDisableRequireSignature()
                    .setSkipSignatureVerification()
                    .build()
                    .processToClaims(accessToken);
        } catch (Exception noToken) {
            throw new AssertionError(noToken);
        }
    }

    public UUID session() {
        return UUID.fromString(claims().getClaimValueAsString("sid"));
    }
}
