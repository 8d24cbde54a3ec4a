package app.godo.social.groups;

import static app.godo.social.Club.create;
import static app.godo.social.Club.delete;
import static app.godo.social.Club.founded;
import static app.godo.social.Club.get;
import static app.godo.social.Club.join;
import static app.godo.social.Club.patch;
import static app.godo.social.Club.with;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.facts.GroupFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class RunningAGroupTest {

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();

    @Test
    @DisplayName("R-GRP-2: who makes a group is its admin, in the same transaction")
    void who_makes_a_group_runs_it() {
        var group = create(anna, UUID.randomUUID(), Map.of("name", " Jazz on Thursdays "))
                .statusCode(201)
                .header("Cache-Control", "private, no-store")
                .header("ETag", "\"1.1.admin\"")
                .body("name", is("Jazz on Thursdays"))
                .body("description", nullValue())
                .body("privacy_level", is("private"))
                .body("max_members", is(50))
                .body("member_count", is(1))
                .body("my_role", is("admin"))
                .extract();
        var id = group.<String>path("id");

        assertEquals("/api/v1/groups/" + id, group.header("Location"));
        assertEquals(
                group.body().jsonPath().getMap(""),
                get(anna, "/" + id).extract().body().jsonPath().getMap(""));
        get(ben, "/" + id).statusCode(404);
        var told = Topic.await(Topics.SOCIAL, GroupFact.MemberJoined.class, fact -> fact.groupId()
                .toString()
                .equals(id));
        assertEquals(anna.id(), told.userId());
        assertEquals("admin", told.role());
    }

    @Test
    @DisplayName("C.6: a group made twice with one key is one group")
    void a_repeated_request_makes_one_group() {
        var key = UUID.randomUUID();
        var first = create(anna, key, Map.of("name", "Chess")).extract().<String>path("id");

        create(anna, key, Map.of("name", "Chess"))
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", is(first));
        create(anna, key, Map.of("name", "Go")).statusCode(422).body("code", is("idempotency-key-reused"));
        given().auth()
                .oauth2(anna.token())
                .contentType("application/json")
                .body(Map.of("name", "Chess"))
                .post("/api/v1/groups/")
                .then()
                .statusCode(400)
                .body("code", is("idempotency-key-required"));

        assertEquals(1, Database.count("select count(*) from social.groups where created_by = $1", anna.id()));
    }

    @ParameterizedTest
    @DisplayName("R-GRP-1 R-GRP-4: what a group cannot be is told by its field")
    @CsvSource({
        "name, ''",
        "name, '  '",
        "name, 'a\tb'",
        "max_members, 1",
        "max_members, 501",
        "privacy_level, secret",
        // a picture of somebody else's host would tell that host who looks at the group
        "group_image_url, https://example.org/a.png",
        "created_by, me"
    })
    void impossible_groups_are_refused(String field, String value) {
        var group = new HashMap<String, Object>(Map.of("name", "Chess"));
        group.put(field, field.equals("max_members") ? Integer.valueOf(value) : value);

        create(anna, UUID.randomUUID(), group).statusCode(422).body("errors[0].pointer", is("/" + field));
    }

    @Test
    void a_day_has_ten_new_groups() {
        for (var i = 0; i < 10; i++) {
            founded(anna, "private");
        }

        create(anna, UUID.randomUUID(), Map.of("name", "Chess")).statusCode(429).body("code", is("too-many-today"));

        create(ben, UUID.randomUUID(), Map.of("name", "Chess")).statusCode(201);
    }

    @Test
    @DisplayName("C.3: a change needs the version that was read")
    void an_admin_changes_what_they_read() {
        var id = with(anna, ben);
        var tag = get(anna, "/" + id).extract().header("ETag");
        join(Person.joined(), id).statusCode(201);

        patch(anna, "/" + id, Map.of("name", "Go")).statusCode(428).body("code", is("if-match-required"));
        patch(ben, "/" + id, tag, Map.of("name", "Go")).statusCode(403).body("code", is("role-required"));
        patch(anna, "/" + id, tag, Map.of("name", "Go", "description", "On boards", "privacy_level", "private"))
                .statusCode(200)
                .header("ETag", startsWith("\"2."))
                .body("name", is("Go"))
                .body("description", is("On boards"))
                .body("max_members", is(50));
        patch(anna, "/" + id, tag, Map.of("name", "Chess")).statusCode(412).body("code", is("stale"));
        patch(anna, "/" + id, "*", "{\"description\": null}").statusCode(200).body("description", nullValue());
        patch(anna, "/" + id, "*", Map.of("member_count", 1)).statusCode(422).body("code", is("unknown-field"));
        patch(anna, "/" + id, "*", Map.of("name", " ")).statusCode(422).body("errors[0].pointer", is("/name"));
        patch(anna, "/" + id, "*", Map.of("max_members", 2))
                .statusCode(422)
                .body("errors[0].code", is("below-member-count"));

        assertEquals(
                2,
                Topic.facts(Topics.SOCIAL, GroupFact.Changed.class).stream()
                        .filter(fact -> fact.groupId().toString().equals(id))
                        .count());
    }

    @Test
    void who_has_a_group_as_it_is_gets_no_body() {
        var id = founded(anna, "private");
        var tag = get(anna, "/" + id).extract().header("ETag");

        given().auth()
                .oauth2(anna.token())
                .header("If-None-Match", tag)
                .get("/api/v1/groups/" + id)
                .then()
                .statusCode(304);
    }

    @Test
    void an_admin_deletes_a_group_with_all_that_is_in_it() {
        var id = with(anna, ben);
        var tag = get(ben, "/" + id).extract().header("ETag");
        delete(ben, "/" + id, tag).statusCode(403);
        delete(anna, "/" + id).statusCode(428);
        delete(anna, "/" + id, "\"7.1.admin\"").statusCode(412);

        delete(anna, "/" + id, tag).statusCode(204);

        get(ben, "/" + id).statusCode(404);
        delete(anna, "/" + id, tag).statusCode(404);
        assertEquals(List.of(), get(ben, "/").statusCode(200).extract().path("items"));
        Topic.await(Topics.SOCIAL, GroupFact.Deleted.class, fact -> fact.groupId()
                .toString()
                .equals(id));
    }

    @Test
    void ones_own_groups_come_in_pages_the_last_first() {
        var first = founded(anna, "private");
        var second = founded(ben, "public");
        join(anna, second).statusCode(201);
        var third = founded(anna, "private");

        var page = get(anna, "/?limit=2")
                .statusCode(200)
                .header("Link", endsWith("rel=\"next\""))
                .body("items.id", is(List.of(third, second)))
                .body("items.my_role", is(List.of("admin", "member")))
                .extract();

        get(anna, "/?limit=2&cursor=" + page.path("next_cursor"))
                .body("items.id", is(List.of(first)))
                .body("has_more", is(false));
        get(ben, "/?cursor=" + page.path("next_cursor")).statusCode(400).body("code", is("cursor-mismatch"));
    }
}
