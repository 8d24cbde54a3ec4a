package app.godo.users.phone;

import static app.godo.wire.testing.Database.count;
import static app.godo.wire.testing.Database.sql;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.Samples;
import app.godo.users.SignedIn;
import app.godo.users.mail.Mailbox;
import app.godo.users.secrets.Pepper;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class DiscoveringFriendsTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger(7_360_000);

    @Inject
    MovableClock clock;

    @Inject
    Pepper pepper;

    private Newcomer person;
    private SignedIn session;

    @BeforeEach
    void agree_and_prove_a_number() {
        person = Newcomer.joined();
        session = person.logIn();
        consent(true);
        keep(person.id(), next(), false);
    }

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName("C-05 R-PRV-6 who wants to be found by a number is found, until they no longer do")
    void who_wants_to_be_found_is_found() {
        var friend = Newcomer.joined();
        var friends = friend.logIn();
        var number = next();
        sql("update users.users set full_name = 'Fay' where id = $1", friend.id());
        friends.call("POST", "/users/phone", Map.of("phone", number, "current_password", friend.password()));
        friends.call("POST", "/users/phone/verify", Map.of("code", codeTo(number)))
                .statusCode(204);
        discover(List.of(number)).statusCode(200).body("items", is(empty()));

        findable(friends, true);

        discover(List.of(next(), number, number))
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items", hasSize(1))
                .body("items.phone", contains(number))
                .body("items.user.id", contains(friend.id().toString()))
                .body("items.user.full_name", contains("Fay"))
                .body("items[0].user.size()", is(2));
        findable(friends, false);
        discover(List.of(number)).body("items", is(empty()));
    }

    @Test
    @DisplayName("C-05 nobody is found across a block, switched off, or as oneself")
    void nobody_is_found_who_is_not_there_for_the_caller() {
        var blocker = findable();
        var blocked = findable();
        var departed = findable();
        sql(
                "insert into social.blocks (blocker, blocked) values ($1, $2), ($2, $3)",
                blocker.id(),
                person.id(),
                blocked.id());
        sql("update users.users set is_active = false, deactivated_at = now() where id = $1", departed.id());
        var own = next();
        keep(person.id(), own, true);

        discover(List.of(blocker.number(), blocked.number(), departed.number(), own))
                .statusCode(200)
                .body("items", is(empty()));
    }

    @Test
    @DisplayName("C-05 R-PRV-6 contacts are looked for with consent, by who has proven a number")
    void contacts_are_looked_for_with_consent() {
        consent(false);
        discover(List.of(next())).statusCode(403).body("code", is("consent-needed"));

        consent(true);
        sql("delete from users.phones where user_id = $1", person.id());
        discover(List.of(next())).statusCode(403).body("code", is("phone-needed"));
    }

    @Test
    @DisplayName("C-05 a thousand numbers a request, and not one more")
    void a_request_has_a_thousand_numbers() {
        discover(numbers(1001)).statusCode(422).body("errors.pointer", contains("/phones"));

        discover(numbers(1000)).statusCode(200);
    }

    @Test
    @DisplayName(
            "C-05 who tries twenty thousand numbers one after another is told of two thousand, and of more a day later")
    void a_scan_is_limited() {
        var looked = IntStream.range(0, 20)
                .filter(request -> discover(numbers(1000)).extract().statusCode() == 200)
                .count();

        assertThat(looked, is(2L));
        var wait = discover(numbers(1000))
                .statusCode(429)
                .body("code", is("too-many-numbers"))
                .extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(wait), is(both(greaterThan(86_000)).and(lessThanOrEqualTo(86_400))));
        clock.forward(Duration.ofHours(12));
        session = person.logIn();
        discover(numbers(1000)).statusCode(429);
        clock.forward(Duration.ofSeconds(Integer.parseInt(wait)).minusHours(12));
        session = person.logIn();
        discover(numbers(1000)).statusCode(200);
    }

    @Test
    @DisplayName("C-05 twenty thousand numbers at once are no better")
    void a_scan_at_once_is_limited() {
        var looked = IntStream.range(0, 20)
                .parallel()
                .filter(request -> discover(numbers(1000)).extract().statusCode() == 200)
                .count();

        assertThat(looked, is(2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12127360001", "+1 212 736 0001", "+0212736000", "", "+1212736000100000", "anna@example.org"})
    void what_is_no_number_is_refused(String none) {
        discover(List.of(next(), none)).statusCode(422).body("errors.pointer", contains("/phones/1"));
    }

    @Test
    @DisplayName("C-05 of who is not here nothing is kept")
    void of_who_is_not_here_nothing_is_kept() {
        var unknown = next();

        discover(List.of(unknown)).statusCode(200);

        var hash = HexFormat.of().formatHex(pepper.of("phone", unknown).getBytes());
        assertThat(rowsWith(unknown.substring(1)), is(0L));
        assertThat(rowsWith(hash), is(0L));
        var found = findable();
        assertThat(
                rowsWith(HexFormat.of()
                        .formatHex(pepper.of("phone", found.number()).getBytes())),
                is(1L));
    }

    @Test
    @DisplayName("A-29 a number that nobody has is answered like one that does not want to be found, and as quickly")
    void hidden_and_unknown_are_alike() {
        var hidden = next();
        keep(Newcomer.joined().id(), hidden, false);
        var unknown = next();
        assertThat(
                discover(List.of(hidden)).extract().asString(),
                is(discover(List.of(unknown)).extract().asString()));

        Samples.of(() -> discover(List.of(hidden)).statusCode(200), () -> discover(List.of(unknown))
                        .statusCode(200))
                .areAlike();
    }

    /** In any table of the schema. */
    private static long rowsWith(String text) {
        return sql(
                        "select oid::regclass::text from pg_class where relnamespace = 'users'::regnamespace and relkind = 'r'")
                .stream()
                .mapToLong(table -> count(
                        "select count(*) from %s t where t::text like '%%' || $1 || '%%'".formatted(table.getString(0)),
                        text))
                .sum();
    }

    private record Findable(UUID id, String number) {}

    private Findable findable() {
        var found = new Findable(Newcomer.joined().id(), next());
        keep(found.id(), found.number(), true);
        return found;
    }

    private void keep(UUID id, String number, boolean findable) {
        sql("delete from users.phones where user_id = $1", id);
        sql("""
                insert into users.phones (user_id, hmac, hmac_key_id, cipher, findable, verified_at)
                values ($1, $2, 'k', '', $3, now())""", id, pepper.of("phone", number), findable);
    }

    private ValidatableResponse discover(List<String> phones) {
        return session.call("POST", "/users/friends/discover", Map.of("phones", phones));
    }

    private void consent(boolean granted) {
        session.call("POST", "/users/consents", Map.of("kind", "contact_discovery", "version", "1", "granted", granted))
                .statusCode(200);
    }

    private static void findable(SignedIn friend, boolean findable) {
        friend.call("PATCH", "/users/phone", Map.of("findable", findable)).statusCode(200);
    }

    private static String codeTo(String number) {
        return Mailbox.of(number)
                .extract()
                .jsonPath()
                .getString("items[0].text")
                .substring(0, 6);
    }

    private static List<String> numbers(int how) {
        return IntStream.range(0, how).mapToObj(one -> next()).toList();
    }

    private static String next() {
        return "+1718" + NUMBERS.incrementAndGet();
    }
}
