package app.godo.users.administration;

import static app.godo.wire.testing.Database.sql;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class AdministeringTest {

    private Newcomer person;

    @BeforeEach
    void join() {
        person = Newcomer.joined();
    }

    @Test
    @DisplayName("A-11 an admin ends all sessions of somebody")
    void an_admin_ends_all_sessions() {
        var here = person.logIn();
        var there = person.logIn();
        var admin = admin();

        admin.call("DELETE", "/users/" + person.id() + "/sessions", null).statusCode(204);

        here.profile().statusCode(401);
        there.tryToRefresh().statusCode(401);
        admin.profile().statusCode(200);
        admin.call("DELETE", "/users/" + UUID.randomUUID() + "/sessions", null).statusCode(404);
    }

    @Test
    @DisplayName("A-11 to anybody else there is nothing there")
    void to_anybody_else_there_is_nothing_there() {
        var victim = person.logIn();
        var nobody = Newcomer.joined().logIn();

        nobody.call("DELETE", "/users/" + person.id() + "/sessions", null)
                .statusCode(404)
                .contentType("application/problem+json");
        setRoles(nobody, person.id(), List.of("user", "admin")).statusCode(404);

        victim.profile().statusCode(200);
        assertThat(rolesOf(person), arrayContaining("user"));
    }

    @Test
    @DisplayName("A-37 other roles end the person's sessions, and the next one brings them")
    void other_roles_come_with_the_next_session() throws Exception {
        var before = person.logIn();

        setRoles(admin(), person.id(), List.of("moderator"))
                .statusCode(200)
                .body("roles", contains("moderator", "user"));

        before.profile().statusCode(401);
        before.tryToRefresh().statusCode(401);
        assertThat(person.logIn().claims().getStringListClaimValue("roles"), contains("moderator", "user"));
    }

    @Test
    @DisplayName("R-SEC-7 who changed whose roles, from what to what, is written down")
    void a_change_of_roles_is_written_down() {
        var admin = admin();

        setRoles(admin, person.id(), List.of("user", "support")).statusCode(200);
        setRoles(admin, person.id(), List.of("support", "user")).statusCode(200);

        var changes = sql("select * from users.role_changes where user_id = $1", person.id());
        assertThat(changes, hasSize(1));
        assertThat(
                changes.getFirst().getUUID("changed_by").toString(),
                is(admin.claims().getClaimValueAsString("sub")));
        assertThat(changes.getFirst().getBoolean("by_admin"), is(true));
        assertThat(changes.getFirst().getArrayOfStrings("roles_before"), arrayContaining("user"));
        assertThat(changes.getFirst().getArrayOfStrings("roles_after"), arrayContaining("support", "user"));
    }

    @Test
    void what_is_no_role_is_refused() {
        setRoles(admin(), person.id(), List.of("emperor")).statusCode(422);

        assertThat(rolesOf(person), arrayContaining("user"));
    }

    @Test
    void an_admin_keeps_the_role_until_another_takes_it() {
        var first = Newcomer.joined();
        var admin = admin(first);

        setRoles(admin, first.id(), List.of("user")).statusCode(409).body("code", is("own-role"));

        setRoles(admin(), first.id(), List.of("user")).statusCode(200);
        admin.profile().statusCode(401);
    }

    @Test
    @DisplayName("A-37 two admins who take the role off each other at once do not leave none")
    void one_admin_remains() {
        for (var round = 0; round < 5; round++) {
            var one = Newcomer.joined();
            var other = Newcomer.joined();
            var both = List.of(admin(one), admin(other));
            var victims = List.of(other.id(), one.id());

            IntStream.range(0, 2).parallel().forEach(i -> setRoles(both.get(i), victims.get(i), List.of("user")));

            var left = sql(
                    "select id from users.users where id in ($1, $2) and 'admin' = any (roles)", one.id(), other.id());
            assertThat(left, hasSize(1));
        }
    }

    private static SignedIn admin() {
        return admin(Newcomer.joined());
    }

    /** As {@code ./godo admin} does it. */
    private static SignedIn admin(Newcomer person) {
        sql("update users.users set roles = roles || '{admin}' where id = $1", person.id());
        return person.logIn();
    }

    private static ValidatableResponse setRoles(SignedIn by, UUID whose, List<String> roles) {
        return by.call("PUT", "/users/" + whose + "/roles", Map.of("roles", roles));
    }

    private static String[] rolesOf(Newcomer person) {
        return sql("select roles from users.users where id = $1", person.id())
                .getFirst()
                .getArrayOfStrings("roles");
    }
}
