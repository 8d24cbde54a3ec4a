package app.godo.social.groups;

import static app.godo.social.Club.create;
import static app.godo.social.Club.founded;
import static app.godo.social.Club.get;
import static app.godo.social.Club.join;
import static app.godo.social.Club.leave;
import static app.godo.social.Club.post;
import static app.godo.social.Club.role;
import static app.godo.social.Club.with;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.social.Explained;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class FindingGroupsTest {

    @Inject
    Transactions transactions;

    private final Person admin = Person.joined();
    private final Person other = Person.joined();

    @ParameterizedTest(name = "R-GRP-3: {0}, {1}: find {2}, members {3}, join {4}")
    @CsvSource({
        "private,      stranger,    404, 404, 404",
        "private,      friend,      404, 404, 404",
        "private,      invited,     200, 403, 201",
        "private,      member,      200, 200, 200",
        "private,      blocked,     404, 404, 404",
        "friends_only, stranger,    404, 404, 404",
        "friends_only, friend,      200, 403, 201",
        "friends_only, invited,     200, 403, 201",
        "friends_only, member,      200, 200, 200",
        "friends_only, blocked,     404, 404, 404",
        "public,       stranger,    200, 403, 201",
        "public,       friend,      200, 403, 201",
        "public,       invited,     200, 403, 201",
        "public,       member,      200, 200, 200",
        "public,       blocked,     404, 404, 404",
        "public,       blocking,    404, 404, 404",
    })
    void who_finds_a_group_sees_its_members_and_joins_it(
            String privacy, String who, int found, int members, int joined) {
        var group = founded(admin, privacy);
        become(who, group);

        get(other, "/" + group).statusCode(found);
        get(other, "/" + group + "/members").statusCode(members);
        join(other, group).statusCode(joined);
    }

    @ParameterizedTest(name = "a search finds of {1} groups for a {0}: {2}")
    @CsvSource({
        "stranger, private, false",
        "stranger, friends_only, false",
        "stranger, public, true",
        "friend, friends_only, true",
        "friend, private, false",
        "blocked, public, false",
        "blocking, public, false"
    })
    void a_search_finds_what_may_be_found(String who, String privacy, boolean found) {
        var word = "Word" + UUID.randomUUID().toString().substring(24);
        var group = create(admin, UUID.randomUUID(), Map.of("name", "The " + word + " club", "privacy_level", privacy))
                .extract()
                .<String>path("id");
        become(who, group);

        get(other, "/?q=" + word.toLowerCase())
                .statusCode(200)
                .body("items.id", is(found ? List.of(group) : List.of()));
    }

    @Test
    void what_is_found_comes_in_pages_the_newest_first() {
        var word = "Word" + UUID.randomUUID().toString().substring(24);
        for (var i = 0; i < 3; i++) {
            create(admin, UUID.randomUUID(), Map.of("name", word + i, "privacy_level", "public"))
                    .statusCode(201);
        }

        var page = get(other, "/?limit=2&q=" + word)
                .body("items.name", is(List.of(word + 2, word + 1)))
                .extract();

        get(other, "/?limit=2&q=" + word + "&cursor=" + page.path("next_cursor"))
                .body("items.name", is(List.of(word + 0)));
        get(other, "/?q=x").statusCode(422);
        assertEquals(
                List.of(), get(other, "/?q=%25%25").statusCode(200).extract().path("items"));
    }

    @Test
    @DisplayName("I-11: a block of any admin hides a group, at once and until it is taken back")
    void a_block_of_a_later_admin_hides_too() {
        var carla = Person.joined();
        var group = with(admin, carla);
        role(admin, group, carla, "admin").statusCode(200);
        get(other, "/" + group).statusCode(200);

        carla.block(other);
        get(other, "/" + group).statusCode(404);
        join(other, group).statusCode(404);
        role(admin, group, carla, "member").statusCode(200);

        get(other, "/" + group).statusCode(200);
    }

    @Test
    void who_made_a_private_group_and_left_it_finds_it_no_more() {
        var carla = Person.joined();
        admin.befriend(carla);
        var group = founded(admin, "private");
        post(admin, "/" + group + "/members", Map.of("user_id", carla.id())).statusCode(201);
        role(admin, group, carla, "admin").statusCode(200);

        leave(admin, group, admin).statusCode(204);

        get(admin, "/" + group).statusCode(404);
    }

    private void become(String who, String group) {
        switch (who) {
            case "friend" -> admin.befriend(other);
            case "invited" ->
                post(admin, "/invites", Map.of("group_id", group, "user_id", other.id()))
                        .statusCode(201);
            case "member" -> {
                post(admin, "/invites", Map.of("group_id", group, "user_id", other.id()))
                        .statusCode(201);
                join(other, group).statusCode(201);
            }
            case "blocked" -> admin.block(other);
            case "blocking" -> other.block(admin);
            default -> {}
        }
    }

    @Test
    @DisplayName("D14: lists of groups are answered by indexes")
    void lists_of_groups_read_no_whole_table() {
        Explained.byIndex(transactions, admin, GroupQuery.MINE, Tuple.of(admin.id(), null, null, 21));
        Explained.byIndex(transactions, admin, GroupQuery.FOUND, Tuple.of(admin.id(), null, null, 21, "jazz"));
    }
}
