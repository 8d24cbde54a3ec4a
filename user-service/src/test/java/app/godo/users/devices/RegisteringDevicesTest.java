package app.godo.users.devices;

import static app.godo.wire.testing.Database.sql;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class RegisteringDevicesTest {

    @Inject
    ColumnCipher cipher;

    private Newcomer person;
    private SignedIn phone;

    @BeforeEach
    void sign_in() {
        person = Newcomer.joined();
        phone = person.logIn();
    }

    @Test
    @DisplayName("R-USR-11 somebody has several devices, and a logout stops that one only")
    void a_logout_stops_one_device() {
        var tablet = person.logIn();
        var onPhone =
                register(phone, token()).statusCode(200).extract().jsonPath().getString("id");
        var onTablet =
                register(tablet, token()).statusCode(200).extract().jsonPath().getString("id");

        phone.logOut("").statusCode(204);

        list(tablet)
                .header("Cache-Control", "private, no-store")
                .body("items.id", containsInAnyOrder(onPhone, onTablet))
                .body("items.find { it.id == '%s' }.enabled".formatted(onPhone), is(false))
                .body("items.find { it.id == '%s' }.enabled".formatted(onTablet), is(true));
    }

    @Test
    @DisplayName("R-USR-11 for a session that is ending nothing is registered: nobody would silence it any more")
    void an_ending_session_registers_nothing() {
        sql("update users.sessions set revoked_at = now(), revoked_reason = 'logout' where id = $1", phone.session());

        register(phone, token()).statusCode(404);

        assertThat(sql("select id from users.devices where user_id = $1", person.id()), hasSize(0));
    }

    @Test
    void the_same_token_is_the_same_device() {
        var token = token();
        var first = register(phone, token).statusCode(200).extract().jsonPath().getString("id");
        phone.logOut("").statusCode(204);
        var again = person.logIn();

        register(again, token).statusCode(200).body("id", is(first)).body("enabled", is(true));

        list(again).body("items.id", contains(first));
    }

    @Test
    @DisplayName("R-USR-11 a token that somebody else registers is theirs from then on")
    void a_token_moves_with_the_phone() {
        var token = token();
        register(phone, token).statusCode(200);
        var other = Newcomer.joined().logIn();

        register(other, token).statusCode(200);

        list(phone).body("items", is(empty()));
        list(other).body("items", hasSize(1));
        phone.logOut("").statusCode(204);
        list(other).body("items.enabled", contains(true));
    }

    @Test
    @DisplayName("R-SEC-4 A-35 a token is sealed, bound to its row, and never shown")
    void a_token_is_sealed() {
        var token = token();

        var answer = register(phone, token).statusCode(200).extract();

        assertThat(answer.body().asString().contains(token), is(false));
        assertThat(list(phone).extract().body().asString().contains(token), is(false));
        var row = sql("select * from users.devices where user_id = $1", person.id())
                .getFirst();
        assertThat(row.deepToString().contains(token), is(false));
        var cell = new Cell("users.devices", "token_cipher", row.getUUID("id"));
        assertThat(cipher.open(cell, row.getBuffer("token_cipher").getBytes()), is(token));
    }

    @Test
    @DisplayName("A-34 somebody else's device is not there")
    void somebody_elses_device_is_not_there() {
        var id = register(phone, token()).statusCode(200).extract().jsonPath().getString("id");
        var stranger = Newcomer.joined().logIn();

        stranger.call("DELETE", "/users/devices/" + id, null).statusCode(404);

        list(phone).body("items", hasSize(1));
        phone.call("DELETE", "/users/devices/" + id, null).statusCode(204);
        list(phone).body("items", is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "ExponentPushToken[]", "ExponentPushToken[a b]", "ExponentPushToken[a]\n"})
    void what_is_no_push_token_is_refused(String token) {
        register(phone, token).statusCode(422).body("errors.pointer", contains("/expo_token"));
    }

    @Test
    void nobody_has_endless_devices() {
        IntStream.range(0, 25).forEach(one -> register(phone, token()).statusCode(200));

        list(phone).body("items", hasSize(20));
    }

    private static String token() {
        return "ExponentPushToken[%s]".formatted(UUID.randomUUID());
    }

    private static ValidatableResponse register(SignedIn session, String token) {
        return session.call("POST", "/users/devices", Map.of("expo_token", token, "platform", "ios"));
    }

    private static ValidatableResponse list(SignedIn session) {
        return session.call("GET", "/users/devices", null).statusCode(200);
    }
}
