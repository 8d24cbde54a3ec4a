package app.godo.users.credentials;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.users.mail.Mailbox;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Map;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ChangingAPasswordTest {

    private static final String ANOTHER = "staple battery correct horse";

    private Newcomer person;
    private SignedIn here;

    @BeforeEach
    void sign_in() {
        person = Newcomer.joined();
        here = person.logIn();
    }

    @Test
    @DisplayName("A-10 a change of the password ends every other session, and the owner gets a letter")
    void a_change_ends_every_other_session() {
        var there = person.logIn();

        change(person.password(), ANOTHER).statusCode(204);

        there.profile().statusCode(401);
        there.tryToRefresh().statusCode(401);
        here.refresh().profile().statusCode(200);
        person.tryToLogIn(person.password()).statusCode(401);
        new Newcomer(person.email(), ANOTHER).logIn();
        assertThat(Mailbox.subjects(person.email()).contains("Your password was changed"), is(true));
    }

    @Test
    @DisplayName("A-27 a change of the password needs the current one")
    void a_change_needs_the_current_password() {
        change("not the password", ANOTHER).statusCode(403).body("code", is("wrong-password"));

        person.logIn();
    }

    @Test
    @DisplayName("A-26 a new password keeps the rules")
    void a_new_password_keeps_the_rules() {
        change(person.password(), "qwertyqwerty").statusCode(422).body("errors.pointer", contains("/new_password"));

        person.logIn();
    }

    @Test
    @DisplayName("A-27 a change of the e-mail address needs the password, and the letter to the new address")
    void a_change_of_the_mailbox() {
        var other = Newcomer.someone();
        changeEmail("not the password", other.email()).statusCode(403).body("code", is("wrong-password"));

        changeEmail(person.password(), other.email()).statusCode(202).body("status", is("verification_sent"));

        assertThat(Mailbox.subjects(person.email()).getFirst(), is("Your e-mail address is about to change"));
        here.profile().body("email", is(person.email()));
        confirm(other).statusCode(200).body("status", is("changed"));
        here.profile().statusCode(200).body("email", is(other.email()));
        new Newcomer(other.email(), person.password()).logIn();
        person.tryToLogIn(person.password()).statusCode(401);
        assertThat(Mailbox.subjects(person.email()).getFirst(), is("Your e-mail address was changed"));
        confirm(other).statusCode(422).body("code", is("email-token-invalid"));
    }

    @Test
    @DisplayName("A-29 a mailbox that has an account is answered like any other, and not taken over")
    void a_mailbox_that_has_an_account_is_not_taken() {
        var member = Newcomer.joined();
        var free = changeEmail(person.password(), Newcomer.someone().email()).statusCode(202);
        var taken = changeEmail(person.password(), member.email().toUpperCase()).statusCode(202);

        confirm(new Newcomer(member.email().toUpperCase(), "")).statusCode(422).body("code", is("email-token-invalid"));

        assertThat(taken.extract().body().asString(), is(free.extract().body().asString()));
        member.logIn();
        here.profile().body("email", is(person.email()));
    }

    @Test
    void a_reset_stops_a_change_of_the_mailbox() {
        var thief = Newcomer.someone();
        changeEmail(person.password(), thief.email()).statusCode(202);
        change(person.password(), ANOTHER).statusCode(204);

        confirm(thief).statusCode(422);

        here.profile().body("email", is(person.email()));
    }

    private ValidatableResponse change(String current, String next) {
        return here.call("POST", "/users/password", Map.of("current_password", current, "new_password", next));
    }

    private ValidatableResponse changeEmail(String password, String email) {
        return here.call("POST", "/users/email", Map.of("current_password", password, "new_email", email));
    }

    private ValidatableResponse confirm(Newcomer reader) {
        var token = Mailbox.tokenOf(reader.email(), "Is this your new e-mail address?");
        return here.call("POST", "/auth/email/confirm", Map.of("token", token));
    }
}
