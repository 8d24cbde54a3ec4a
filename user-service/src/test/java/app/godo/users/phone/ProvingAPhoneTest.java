package app.godo.users.phone;

import static app.godo.wire.testing.Database.count;
import static app.godo.wire.testing.Database.sql;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.users.mail.Mailbox;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ProvingAPhoneTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Inject
    MovableClock clock;

    @Inject
    Transactions transactions;

    private Newcomer person;
    private SignedIn session;
    private final String number = "+1212736%04d".formatted(NUMBERS.incrementAndGet());

    @BeforeEach
    void sign_in() {
        person = Newcomer.joined();
        session = person.logIn();
    }

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName("R-PRV-6 a number is its owner's once the code that was sent there comes back")
    void a_code_proves_a_number() {
        ask(session, number).statusCode(202);
        session.call("GET", "/users/phone", null).statusCode(404);

        prove(session, code()).statusCode(204);

        session.call("GET", "/users/phone", null)
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("phone", is(number))
                .body("findable", is(false))
                .body("verified_at", notNullValue());
    }

    @Test
    @DisplayName("R-PRV-6 R-SEC-4 the database holds neither the number nor the code")
    void the_database_holds_no_number() {
        ask(session, number);
        var code = code();
        var asked = sql("select to_jsonb(c)::text from users.phone_codes c where user_id = $1", person.id());
        prove(session, code).statusCode(204);
        var kept = sql("select to_jsonb(p)::text from users.phones p where user_id = $1", person.id());

        assertThat(asked, hasSize(1));
        assertThat(kept, hasSize(1));
        var hex = HexFormat.of().formatHex(number.getBytes());
        for (var row :
                new String[] {asked.getFirst().getString(0), kept.getFirst().getString(0)}) {
            assertThat(row.contains(number.substring(2)), is(false));
            assertThat(row.contains(hex), is(false));
        }
    }

    @Test
    @DisplayName("A-32 five guesses at a code and it is dead")
    void a_code_that_was_guessed_at_is_dead() {
        ask(session, number);
        var code = code();
        var wrong = code.equals("000000") ? "000001" : "000000";
        for (var guess = 0; guess < 5; guess++) {
            prove(session, wrong).statusCode(422).body("code", is("code-invalid"));
        }

        prove(session, code).statusCode(422);

        session.call("GET", "/users/phone", null).statusCode(404);
    }

    @Test
    @DisplayName("A-32 a code works once, for ten minutes, for whom it was sent")
    void a_code_works_once() {
        var other = Newcomer.joined().logIn();
        ask(session, number);
        var code = code();
        prove(other, code).statusCode(422);
        prove(session, code).statusCode(204);

        prove(session, code).statusCode(422);

        ask(session, number);
        clock.forward(Duration.ofMinutes(10));
        prove(session, code()).statusCode(422);
    }

    @Test
    @DisplayName("A-27 another number needs the password")
    void a_number_needs_the_password() {
        session.call("POST", "/users/phone", Map.of("phone", number, "current_password", "not the password"))
                .statusCode(403)
                .body("code", is("wrong-password"));

        Mailbox.of(number).body("items", hasSize(0));
    }

    @Test
    void a_number_goes_with_the_phone() {
        ask(session, number);
        prove(session, code()).statusCode(204);
        var other = Newcomer.joined();
        var others = other.logIn();
        others.call("POST", "/users/phone", Map.of("phone", number, "current_password", other.password()))
                .statusCode(202);

        prove(others, code()).statusCode(204);

        session.call("GET", "/users/phone", null).statusCode(404);
        others.call("GET", "/users/phone", null).body("phone", is(number));
    }

    @Test
    void who_wants_to_be_found_says_so_and_a_new_number_is_asked_anew() {
        ask(session, number);
        prove(session, code()).statusCode(204);

        session.call("PATCH", "/users/phone", Map.of("findable", true))
                .statusCode(200)
                .body("findable", is(true));

        ask(session, number);
        prove(session, code()).statusCode(204);
        session.call("GET", "/users/phone", null).body("findable", is(false));
    }

    @Test
    @DisplayName("A-27 a number is forgotten for who knows the password")
    void a_number_can_be_forgotten() {
        ask(session, number);
        prove(session, code()).statusCode(204);

        forget("not the password").statusCode(403).body("code", is("wrong-password"));
        session.call("DELETE", "/users/phone", Map.of()).statusCode(422);
        session.call("GET", "/users/phone", null).statusCode(200);

        forget(person.password()).statusCode(204);

        session.call("GET", "/users/phone", null).statusCode(404);
        forget(person.password()).statusCode(404);
    }

    private ValidatableResponse forget(String password) {
        return session.call("DELETE", "/users/phone", Map.of("current_password", password));
    }

    @Test
    @DisplayName("A-39 nobody is sent endless codes, and who forgets the number is not sent more")
    void nobody_is_sent_endless_codes() {
        for (var times = 0; times < 3; times++) {
            ask(session, number).statusCode(202);
        }
        prove(session, code()).statusCode(204);
        forget(person.password()).statusCode(204);

        var wait = ask(session, number)
                .statusCode(429)
                .body("code", is("too-many-codes"))
                .extract()
                .header("Retry-After");

        assertThat(Integer.parseInt(wait), is(both(greaterThan(3500)).and(lessThanOrEqualTo(3600))));
        clock.forward(Duration.ofSeconds(Integer.parseInt(wait)));
        ask(person.logIn(), number).statusCode(202);
    }

    @Test
    @DisplayName("A-39 a number is sent a few codes a day, whoever asks; who uses them up keeps its owner from none")
    void a_number_is_sent_a_few_codes_a_day() {
        var others = List.of(
                Newcomer.joined().logIn(),
                Newcomer.joined().logIn(),
                Newcomer.joined().logIn());
        others.forEach(other -> ask(other, number).statusCode(202));
        for (var again = 0; again < 2; again++) {
            ask(others.get(0), number).statusCode(202);
            ask(others.get(1), number).statusCode(202);
        }
        ask(others.get(2), number).statusCode(202);
        ask(others.get(2), number).statusCode(429).body("code", is("too-many-codes"));

        ask(session, number).statusCode(202);

        ask(session, number).statusCode(429);
        Mailbox.of(number).body("items", hasSize(9));
        for (var more = 0; more < 6; more++) {
            ask(Newcomer.joined().logIn(), number).statusCode(202);
        }
        ask(Newcomer.joined().logIn(), number).statusCode(429);
        ask(session, "+1212736%04d".formatted(NUMBERS.incrementAndGet())).statusCode(202);
        clock.forward(Duration.ofDays(1));
        ask(person.logIn(), number).statusCode(202);
    }

    @Test
    @DisplayName("A-39 no hour has more codes than are sent in an hour, wherever it begins")
    void codes_come_back_one_by_one() {
        ask(session, number).statusCode(202);
        clock.forward(Duration.ofMinutes(59));
        session = person.logIn();
        ask(session, number).statusCode(202);
        ask(session, number).statusCode(202);

        clock.forward(Duration.ofMinutes(2));

        session = person.logIn();
        ask(session, number).statusCode(202);
        ask(session, number).statusCode(429);
        clock.forward(Duration.ofMinutes(57));
        session = person.logIn();
        ask(session, number).statusCode(429);
        clock.forward(Duration.ofMinutes(2));
        session = person.logIn();
        ask(session, number).statusCode(202);
        ask(session, number).statusCode(202);
        ask(session, number).statusCode(429);
    }

    @Test
    @DisplayName("R-PRV-6 of two who prove one number at once one has it, and the other is told that the code is void")
    void one_number_has_one_owner() {
        for (var round = 0; round < 3; round++) {
            var contested = "+1212736%04d".formatted(NUMBERS.incrementAndGet());
            var both = List.of(Newcomer.joined().logIn(), Newcomer.joined().logIn());
            var codes = both.stream().map(one -> codeFor(one, contested)).toList();

            var statuses = IntStream.range(0, 2)
                    .parallel()
                    .map(one -> prove(both.get(one), codes.get(one)).extract().statusCode())
                    .sorted()
                    .boxed()
                    .toList();

            assertThat(statuses, contains(204, 422));
            assertThat(
                    both.stream()
                            .filter(one -> one.call("GET", "/users/phone", null)
                                            .extract()
                                            .statusCode()
                                    == 200)
                            .toList(),
                    hasSize(1));
        }
    }

    @Test
    @DisplayName("R-PRV-6 who proves a number does not wait for who proves another one")
    void numbers_are_proven_side_by_side() {
        ask(session, number);
        var code = code();
        var other = Newcomer.joined().logIn();
        var others = "+1212736%04d".formatted(NUMBERS.incrementAndGet());
        ask(other, others);
        var othersCode = codeTo(others);
        var holds = new CompletableFuture<Void>();
        var release = new CompletableFuture<Void>();
        transactions
                .sqlAsWorker(tx -> tx.preparedQuery("select from phone_codes where user_id = $1 for update")
                        .execute(Tuple.of(person.id()))
                        .invoke(() -> holds.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(release)))
                .subscribeAsCompletionStage();
        holds.join();
        try {
            var waits = CompletableFuture.supplyAsync(
                    () -> prove(session, code).extract().statusCode());
            Awaitility.await()
                    .until(() -> count(
                                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'with guessed%'")
                            == 1);

            prove(other, othersCode).statusCode(204);

            assertThat(waits.isDone(), is(false));
            release.complete(null);
            assertThat(waits.join(), is(204));
        } finally {
            release.complete(null);
        }
    }

    @Test
    @DisplayName("R-PRV-6 two who exchange their numbers at once do not wait for each other")
    void numbers_can_be_exchanged() {
        for (var round = 0; round < 3; round++) {
            var numbers = List.of(
                    "+1212736%04d".formatted(NUMBERS.incrementAndGet()),
                    "+1212736%04d".formatted(NUMBERS.incrementAndGet()));
            var both = List.of(Newcomer.joined().logIn(), Newcomer.joined().logIn());
            for (var one = 0; one < 2; one++) {
                prove(both.get(one), codeFor(both.get(one), numbers.get(one))).statusCode(204);
            }
            var codes = IntStream.range(0, 2)
                    .mapToObj(one -> codeFor(both.get(one), numbers.get(1 - one)))
                    .toList();

            IntStream.range(0, 2).parallel().forEach(one -> prove(both.get(one), codes.get(one))
                    .statusCode(204));

            for (var one = 0; one < 2; one++) {
                both.get(one).call("GET", "/users/phone", null).body("phone", is(numbers.get(1 - one)));
            }
        }
    }

    private String codeFor(SignedIn one, String phone) {
        ask(one, phone).statusCode(202);
        return codeTo(phone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12127360000",
                "+1 212 736 0000",
                "+1212",
                "+99912345678",
                "+1212736000a",
                "tel:+12127360000",
                // whoever texts these pays for it, or nobody reads it
                "+19002345678",
                "+448431234567",
                "+447012345678",
                "+498001234567",
                "+442079460958",
                "+447640123456"
            })
    void what_is_no_number_is_refused(String none) {
        ask(session, none)
                .statusCode(422)
                .body("errors.pointer", contains("/phone"))
                .body("detail", not(is(none)));
    }

    private ValidatableResponse ask(SignedIn by, String phone) {
        return by.call("POST", "/users/phone", Map.of("phone", phone, "current_password", Newcomer.PASSWORD));
    }

    private static ValidatableResponse prove(SignedIn by, String code) {
        return by.call("POST", "/users/phone/verify", Map.of("code", code));
    }

    private String code() {
        return codeTo(number);
    }

    private static String codeTo(String phone) {
        return Mailbox.of(phone).extract().jsonPath().getString("items[0].text").substring(0, 6);
    }
}
