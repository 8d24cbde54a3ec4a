package app.godo.users.profile;

import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SeeingOthersTest {

    private Person viewer;

    @BeforeEach
    void someone_looks() {
        viewer = Person.joined();
    }

    @Test
    @DisplayName("A-35 others see a name, a picture and a neighbourhood, and nothing else")
    void others_see_four_fields() {
        var other = Person.joined("public");
        sql("update users.users set location_neighborhood = 'Astoria' where id = $1", other.id());

        Map<String, Object> seen = look(viewer, other.id())
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("id", is(other.id().toString()))
                .body("full_name", is(other.name()))
                .body("location_neighborhood", is("Astoria"))
                .extract()
                .jsonPath()
                .getMap("$");

        assertThat(seen.keySet(), is(Set.of("id", "full_name", "profile_image_url", "location_neighborhood")));
    }

    @Test
    void friends_see_who_shows_themselves_to_friends() {
        var other = Person.joined("friends_only");
        look(viewer, other.id()).statusCode(404);

        viewer.befriend(other);

        look(viewer, other.id()).statusCode(200);
    }

    @Test
    void a_private_person_is_seen_by_no_friend() {
        var other = Person.joined("private");
        viewer.befriend(other);

        look(viewer, other.id()).statusCode(404);
        look(other, other.id()).statusCode(200);
    }

    @Test
    void to_ask_for_friendship_opens_nothing() {
        var other = Person.joined("friends_only");
        viewer.befriend(other);
        sql(
                "update social.friendships set status = 'pending', accepted_at = null where requested_by = $1",
                viewer.id());

        look(viewer, other.id()).statusCode(404);
    }

    @Test
    @DisplayName("A-34 a block hides both from each other")
    void a_block_hides_both() {
        var other = Person.joined("public");
        other.block(viewer);

        look(viewer, other.id()).statusCode(404);
        look(other, viewer.id()).statusCode(404);
    }

    @Test
    void whoever_is_switched_off_is_seen_by_nobody() {
        var other = Person.joined("public");
        sql("update users.users set is_active = false, deactivated_at = now() where id = $1", other.id());

        look(viewer, other.id()).statusCode(404);
    }

    @Test
    @DisplayName("A-34 who is hidden and who does not exist are answered alike, byte for byte")
    void hidden_and_absent_are_answered_alike() {
        var hidden = look(viewer, Person.joined("private").id()).statusCode(404).extract();
        var absent = look(viewer, UUID.randomUUID()).statusCode(404).extract();

        assertThat(hidden.body().asString(), is(absent.body().asString()));
        assertThat(
                hidden.headers().asList().toString(),
                is(absent.headers().asList().toString()));
    }

    @Test
    void a_stranger_to_godo_sees_nobody() {
        given().get("/api/v1/users/" + viewer.id()).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void what_is_no_id_is_nobody() {
        given().auth()
                .oauth2(viewer.token())
                .get("/api/v1/users/robert'); drop table users")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private static ValidatableResponse look(Person viewer, UUID other) {
        return given().auth()
                .oauth2(viewer.token())
                .get("/api/v1/users/" + other)
                .then();
    }
}
