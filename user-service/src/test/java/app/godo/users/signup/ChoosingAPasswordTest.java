package app.godo.users.signup;

import static app.godo.users.Newcomer.signUp;
import static app.godo.wire.testing.Database.sql;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.matchesPattern;

import app.godo.users.Newcomer;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ChoosingAPasswordTest {

    private final Newcomer newcomer = Newcomer.someone();

    @Test
    @DisplayName("A-23 a password below the minimum is refused")
    void a_short_password_is_refused() {
        refused("elevenchars");
    }

    @ParameterizedTest
    @DisplayName("A-24 long passwords and all of Unicode are taken exactly as they are")
    @ValueSource(ints = {64, 128, 256, 1024})
    void long_passwords_are_taken_exactly(int length) {
        var password = "pässwörter🗽"
                .repeat(200)
                .codePoints()
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var person = new Newcomer(newcomer.email(), password);

        signUp(person.signup()).statusCode(202);

        person.logIn();
        person.tryToLogIn(password.substring(0, password.length() - 2)).statusCode(401);
        person.tryToLogIn(password.replace("ö", "o")).statusCode(401);
    }

    @Test
    @DisplayName("A-24 the 73rd byte matters")
    void the_73rd_byte_matters() {
        var person = new Newcomer(newcomer.email(), "x".repeat(72) + "y");
        signUp(person.signup()).statusCode(202);

        person.tryToLogIn("x".repeat(72) + "z").statusCode(401);
        person.logIn();
    }

    @Test
    @DisplayName("A-24 a password of more than 1024 characters is refused before any work")
    void an_endless_password_is_refused() {
        refused("p".repeat(1025));
    }

    @Test
    @DisplayName("A-25 there is no rule of composition")
    void lower_case_letters_do() {
        var person = new Newcomer(newcomer.email(), "qwzxplmoknijbuh");

        signUp(person.signup()).statusCode(202);
    }

    @ParameterizedTest
    @DisplayName("A-26 what everybody tries first is refused, however it is written")
    @ValueSource(strings = {"qwertyqwerty", "QwertyQwerty", "  1qaz2wsx3edc ", "leavemealone", "motherfucker"})
    void a_known_password_is_refused(String password) {
        refused(password);
    }

    @ParameterizedTest
    @DisplayName("A-26 names of the person and of this place are refused")
    @ValueSource(
            strings = {
                "godogodogodo",
                "Godo-godo-2026",
                "annabel.klein",
                "AnnabelKlein12",
                "Annabel Klein",
                "kleinannabel99"
            })
    void a_name_is_refused(String password) {
        var person = new Newcomer("annabel.klein@example.org", password).signup();
        person.put("full_name", "Annabel Klein");

        signUp(person).statusCode(422).body("errors.code", contains("personal-password"));
    }

    @Test
    @DisplayName("A-26 a password may contain a name among much else")
    void a_name_among_much_else_is_fine() {
        var person = new Newcomer(newcomer.email(), "annabel walks by the river").signup();
        person.put("full_name", "Annabel Klein");

        signUp(person).statusCode(202);
    }

    @Test
    @DisplayName("A-28 the password is kept as Argon2id with the parameters of today")
    void the_password_is_kept_as_argon2id() {
        signUp(newcomer.signup()).statusCode(202);

        var hash = sql("select password_hash from users.credentials where user_id = $1", newcomer.id())
                .getFirst()
                .getString(0);
        assertThat(hash, matchesPattern("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$.{22}\\$.{43}"));
    }

    private void refused(String password) {
        signUp(new Newcomer(newcomer.email(), password).signup())
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", contains("/password"));
    }
}
