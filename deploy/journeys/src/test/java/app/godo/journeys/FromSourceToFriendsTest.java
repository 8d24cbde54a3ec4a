package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The story the product is about: an event that was ingested, recommended, swiped, learned from and shared. */
@Order(1)
class FromSourceToFriendsTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final int RECORDED_ROWS = 1436;

    private final String gateway = City.fleet().url();

    @Test
    void an_event_is_ingested_recommended_swiped_learned_from_and_shared() {
        var ana = App.of(gateway, "Ana Ruiz");
        var ben = App.of(gateway, "Ben Okafor");
        var stranger = App.of(gateway, "Cleo Stranger");

        syncedParks();
        var socket = ana.socket();
        becomeFriends(ana, ben, socket);
        var liked = swipeTenOfTheFeed(ana);
        theNextFeedHasLearned(ana, liked);
        theCalendarHolds(ana, liked.right());
        goingIsSharedWithFriendsOnly(ana, ben, stranger);
        logoutClosesWhatItShould(ana, ben, socket);
    }

    /** The demo city's 718 recorded rows of NYC Parks, as the source's first scheduled sync brought them in. */
    private void syncedParks() {
        var admin = App.of(gateway, "Ada Admin");
        Sql.run("update users.users set roles = '{user,admin}' where id = '%s'".formatted(admin.id()));
        admin.signIn();
        var first = Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(A_SECOND)
                .until(() -> lastRun(admin), FromSourceToFriendsTest::isOver);
        assertEquals(RECORDED_ROWS, first.at("/fetched").asInt(), first.toString());
        assertEquals(
                RECORDED_ROWS,
                first.at("/new").asInt() + first.at("/quarantined").asInt(),
                first.toString());
        var listed = first.at("/new").asInt();
        assertTrue(listed > 700, first.toString());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Sql.count("select count(*) from events.source_listings") == listed);
        var told = factsOfEvents();

        var again = admin.post(
                "/ingestion/sources/%s/sync".formatted(parks(admin).at("/id").asText()), null);

        again.expect(202);
        var run = again.response().headers().firstValue("Location").orElseThrow();
        var second = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.get(run.replaceFirst("^/api/v1", "")).expect(200), FromSourceToFriendsTest::isOver);
        assertEquals(RECORDED_ROWS, second.at("/fetched").asInt(), second.toString());
        assertEquals(listed, second.at("/unchanged").asInt(), second.toString());
        assertEquals(0, second.at("/new").asInt() + second.at("/changed").asInt(), second.toString());
        assertEquals(told, factsOfEvents(), "what did not change is not told again");
        admin.get("/ingestion/runs/" + UUID.randomUUID()).expectProblem(404, "not-found");
    }

    private static JsonNode lastRun(App admin) {
        return parks(admin).at("/last_run");
    }

    private static JsonNode parks(App admin) {
        return items(admin.get("/ingestion/sources").expect(200))
                .filter(source -> "nyc_parks".equals(source.at("/name").asText()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOver(JsonNode run) {
        return List.of("ok", "partial").contains(run.at("/state").asText());
    }

    private static long factsOfEvents() {
        return Sql.count("select count(*) from events.outbox where topic = 'events'");
    }

    private void becomeFriends(App ana, App ben, Socket socket) {
        var request = ana.post("/users/friends/requests", object().put("user_id", ben.id()))
                .expect(201);
        assertEquals("pending", request.at("/status").asText());
        var incoming = items(
                        ben.get("/users/friends/requests?direction=incoming").expect(200))
                .toList();
        assertEquals(1, incoming.size());
        assertEquals(request.at("/id").asText(), incoming.getFirst().at("/id").asText());
        assertTrue(incoming.getFirst().toString().contains("Ana Ruiz"), incoming.toString());

        var accepted = ben.post("/users/friends/requests/" + request.at("/id").asText() + "/accept", null)
                .expect(200);

        assertEquals("accepted", accepted.at("/status").asText());
        var frame = socket.await(Duration.ofSeconds(3), one -> "friend_accepted"
                .equals(one.at("/data/type").asText()));
        assertEquals("notifications", frame.at("/topic").asText());
        assertTrue(frame.at("/id").asText().matches("\\S+-\\S+"), "epoch and offset: " + frame);
        assertTrue(frame.at("/data/title").asText().contains("Ben Okafor"), frame.toString());
        for (var pair : Map.of(ana, ben, ben, ana).entrySet()) {
            var friends =
                    items(pair.getKey().get("/users/friends/list").expect(200)).toList();
            assertEquals(
                    List.of(pair.getValue().name),
                    friends.stream().map(one -> one.at("/full_name").asText()).toList());
            assertEquals(pair.getValue().id(), friends.getFirst().at("/id").asText());
        }
        var notifications = ana.get("/notifications/").expect(200);
        assertEquals(1, notifications.at("/unread_count").asInt());
        assertEquals("friend_accepted", notifications.at("/items/0/type").asText());
    }

    private record Swiped(Set<String> all, List<String> right, String category, double shareBefore) {}

    private Swiped swipeTenOfTheFeed(App ana) {
        var feed = feed(ana, 100);
        assertTrue(feed.size() >= 20, "a full deck, but it has " + feed.size());
        for (var item : feed) {
            var event = item.at("/event");
            assertTrue(Instant.parse(event.at("/date_time").asText()).isAfter(Instant.now()), event.toString());
            assertEquals("nyc_parks", event.at("/source").asText());
            assertEquals("scheduled", event.at("/schedule_status").asText());
            assertTrue(inNewYork(event), event.toString());
            assertTrue(item.at("/score").asDouble() >= 0 && item.at("/score").asDouble() <= 1, item.toString());
            assertFalse(item.at("/why").isEmpty(), "every event says why: " + item);
        }
        var favourite = rarer(feed);
        var chosen = feed.stream().filter(of(favourite)).limit(5).toList();
        var others = feed.stream()
                .filter(of(favourite).negate())
                .limit(10 - chosen.size())
                .toList();

        var first = chosen.getFirst().at("/event/id").asText();
        var single = object().put("event_id", first)
                .put("direction", "right")
                .put("client_swipe_id", UUID.randomUUID().toString());
        var recorded = ana.post("/swipes/", single).expect(201);
        assertEquals(recorded, ana.post("/swipes/", single).expect(200), "the repeated swipe answers the same");
        var batch = object();
        var swipes = batch.putArray("swipes");
        chosen.stream().skip(1).forEach(item -> swipes.add(swipe(item, "right")));
        others.forEach(item -> swipes.add(swipe(item, "left")));
        swipes.add(swipes.get(0));
        var results = ana.post("/swipes/", batch).expect(200).at("/results");
        assertEquals(10, results.size());
        assertEquals(9, count(results, "recorded"));
        assertEquals(1, count(results, "duplicate"));

        return new Swiped(
                Stream.concat(chosen.stream(), others.stream())
                        .map(FromSourceToFriendsTest::eventId)
                        .collect(Collectors.toSet()),
                chosen.stream().map(FromSourceToFriendsTest::eventId).toList(),
                favourite,
                share(feed.subList(0, 20), favourite));
    }

    private void theNextFeedHasLearned(App ana, Swiped swiped) {
        // the first swipes of a fleet that has just started find nothing warm
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    var feed = feed(ana, 100);
                    assertTrue(
                            feed.stream().noneMatch(item -> swiped.all().contains(eventId(item))),
                            "swiped events do not come back");
                    var share = share(feed.subList(0, 20), swiped.category());
                    assertTrue(
                            share > swiped.shareBefore(),
                            "more of %s: %.2f after %.2f".formatted(swiped.category(), share, swiped.shareBefore()));
                });
        var next = feed(ana, 100).getFirst();

        ana.post("/swipes/", swipe(next, "left")).expect(201);

        Awaitility.await()
                .atMost(A_SECOND)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertTrue(
                        feed(ana, 100).stream().noneMatch(item -> eventId(item).equals(eventId(next))),
                        "within a second it is gone"));
    }

    private void theCalendarHolds(App ana, List<String> right) {
        var calendar = items(ana.get("/swipes/calendar?limit=100").expect(200)).toList();

        assertEquals(
                Set.copyOf(right),
                calendar.stream().map(FromSourceToFriendsTest::eventId).collect(Collectors.toSet()));
        var times = calendar.stream()
                .map(item -> item.at("/event/date_time").asText())
                .map(Instant::parse)
                .toList();
        assertEquals(times.stream().sorted().toList(), times, "in the order of the days");
        assertEquals(0, items(ana.get("/swipes/saved").expect(200)).count());
    }

    private void goingIsSharedWithFriendsOnly(App ana, App ben, App stranger) {
        // far down in one's deck, and in the stranger's, too: not to see Ben there says something
        var strangers = wholeFeed(stranger).stream()
                .map(FromSourceToFriendsTest::eventId)
                .collect(Collectors.toSet());
        var id = feed(ana, 100).reversed().stream()
                .map(FromSourceToFriendsTest::eventId)
                .filter(strangers::contains)
                .findFirst()
                .orElseThrow();
        // what is shared is never more than the person's own privacy level allows
        assertEquals(
                "friends_only",
                ben.send("PATCH", "/users/profile", object().put("privacy_level", "friends_only"))
                        .expect(200)
                        .at("/privacy_level")
                        .asText());

        var attendance = ben.send(
                        "PUT",
                        "/events/" + id + "/attendance",
                        object().put("status", "going").put("visibility", "friends"))
                .expect(200);

        assertEquals("going", attendance.at("/status").asText());
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    var item = of(id, feed(ana, 100));
                    assertEquals(1, item.at("/friends_going").asInt());
                    assertTrue(
                            StreamSupport.stream(item.at("/why").spliterator(), false)
                                    .anyMatch(why -> "friends_going"
                                                    .equals(why.at("/code").asText())
                                            && why.at("/text").asText().contains("Ben")),
                            item.toString());
                    assertTrue(item.at("/position").asInt() < 10, "from far down to the first ten: " + item);
                });
        assertEquals(List.of("Ben Okafor"), attendees(ana, id));
        assertEquals(List.of(), attendees(stranger, id));
        var strangersFeed = wholeFeed(stranger);
        assertEquals(0, of(id, strangersFeed).at("/friends_going").asInt());
        assertFalse(strangersFeed.toString().contains(ben.name), "a stranger learns nothing of Ben");
        assertFalse(strangersFeed.toString().contains(ben.id()), "a stranger learns nothing of Ben");
        stranger.get("/users/" + ben.id()).expectProblem(404, "not-found");
        assertEquals(
                "going",
                ben.get("/events/" + id).expect(200).at("/my_attendance").asText());
        assertTrue(ana.get("/events/" + id).expect(200).at("/my_attendance").isNull());
    }

    private void logoutClosesWhatItShould(App ana, App ben, Socket socket) {
        ana.post("/auth/logout", null).expect(204);

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            for (var path : List.of(
                    "/users/profile", "/events/feed", "/swipes/calendar", "/users/friends/list", "/notifications/")) {
                ana.get(path).expectProblem(401, "unauthenticated");
            }
            assertEquals(4401, socket.closeCode());
        });
        ana.refresh(ana.refreshToken()).expectProblem(401, "refresh-token-invalid");
        assertEquals(ben.id(), ben.get("/users/profile").expect(200).at("/id").asText(), "others stay");
    }

    private static List<JsonNode> feed(App app, int limit) {
        var feed = app.get("/events/feed?limit=" + limit).expect(200);
        assertFalse(feed.at("/degraded").asBoolean(true));
        assertFalse(feed.at("/deck_id").asText().isEmpty());
        return items(feed).toList();
    }

    private static List<JsonNode> wholeFeed(App app) {
        var all = new ArrayList<JsonNode>();
        var next = "";
        do {
            var page = app.get("/events/feed?limit=100" + next).expect(200);
            items(page).forEach(all::add);
            next = "&cursor=" + page.at("/next_cursor").asText();
            if (!page.at("/has_more").asBoolean()) {
                return all;
            }
        } while (true);
    }

    private static JsonNode of(String event, List<JsonNode> feed) {
        return feed.stream()
                .filter(item -> eventId(item).equals(event))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in the feed: " + event));
    }

    private static List<String> attendees(App app, String event) {
        return items(app.get("/events/" + event + "/attendees").expect(200))
                .map(one -> one.at("/full_name").asText())
                .toList();
    }

    /** A category that is there, but far from everywhere, so that more of it can be seen. */
    private static String rarer(List<JsonNode> feed) {
        var counts =
                feed.stream().collect(Collectors.groupingBy(FromSourceToFriendsTest::category, Collectors.counting()));
        return counts.entrySet().stream()
                .filter(one -> one.getValue() >= 6)
                .min(Map.Entry.comparingByValue())
                .orElseThrow(() -> new AssertionError("no category to like in " + counts))
                .getKey();
    }

    private static double share(List<JsonNode> feed, String category) {
        return feed.stream().filter(of(category)).count() / (double) feed.size();
    }

    private static Predicate<JsonNode> of(String category) {
        return item -> category(item).equals(category);
    }

    private static String category(JsonNode item) {
        return item.at("/event/category").asText();
    }

    private static String eventId(JsonNode item) {
        return item.at("/event/id").asText();
    }

    private static JsonNode swipe(JsonNode item, String direction) {
        return object().put("event_id", eventId(item))
                .put("direction", direction)
                .put("client_swipe_id", UUID.randomUUID().toString());
    }

    private static boolean inNewYork(JsonNode event) {
        return event.at("/latitude").isNull()
                || Math.abs(event.at("/latitude").asDouble() - 40.7) < 0.35
                        && Math.abs(event.at("/longitude").asDouble() + 73.95) < 0.45;
    }

    private static long count(JsonNode results, String status) {
        return StreamSupport.stream(results.spliterator(), false)
                .filter(result -> status.equals(result.at("/status").asText()))
                .count();
    }

    private static Stream<JsonNode> items(JsonNode page) {
        assertTrue(page.at("/items").isArray() && page.has("next_cursor") && page.has("has_more"), page.toString());
        return StreamSupport.stream(page.at("/items").spliterator(), false);
    }
}
