package app.godo.contract;

import static app.godo.contract.Recorder.filled;
import static app.godo.contract.Recorder.list;
import static app.godo.contract.Recorder.object;
import static app.godo.contract.Recorder.ofJson;
import static app.godo.contract.Recorder.until;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Every operation asked once as it is meant, by people of the demo kind: what is asked and answered are the examples. */
final class Walk {

    /** Fewer are no trend. */
    private static final int PEOPLE_OF_A_TREND = 10;

    private static final String OTHER_PASSWORD = "another walk, along the other river";

    private final Recorder recorder;
    private final Admins admins;
    private final Person ada;
    private final Person ben;
    private final Person chen;
    private final Doors doors;

    /** Makes somebody an admin, which no request can do. */
    interface Admins {
        void grant(Person person) throws IOException;
    }

    Walk(Recorder recorder, Doors doors, Admins admins) throws IOException, InterruptedException {
        this.recorder = recorder;
        this.doors = doors;
        this.admins = admins;
        this.ada = Person.joins(doors, "ada");
        this.ben = Person.joins(doors, "ben");
        this.chen = Person.joins(doors, "chen");
    }

    void go() throws IOException, InterruptedException {
        joining();
        profile();
        picture();
        friends();
        var event = events();
        swipes(event);
        learned(event);
        trending(event);
        new GroupsWalk(recorder, doors, ada, ben, chen).go(event);
        notifications();
        credentials();
        administration();
        refusals();
        leaving();
    }

    private void joining() throws IOException, InterruptedException {
        var nobody = Person.nobody(doors);
        var email = "dina." + java.util.UUID.randomUUID() + "@example.org";
        var signup = recorder.ask(
                nobody,
                "POST",
                "/auth/signup",
                object().put("email", email)
                        .put("password", Person.PASSWORD)
                        .put("birth_date", "1996-02-29")
                        .put("full_name", "Dina Rossi")
                        .set("tastes", list("music", "fitness")));
        var again = object().put("signup", signup.at("/signup").asText());
        recorder.ask(nobody, "POST", "/auth/verify-email/resend", again);
        recorder.ask(nobody, "POST", "/auth/verify-email", object().put("token", nobody.secretSentTo(email, 2)));
        var session = recorder.ask(
                nobody,
                "POST",
                "/auth/login",
                object().put("email", email)
                        .put("password", Person.PASSWORD)
                        .set("device", object().put("name", "Dina's phone").put("platform", "ios")));
        var dina = Person.nobody(doors);
        dina.take(recorder.ask(
                nobody,
                "POST",
                "/auth/refresh",
                object().put("refresh_token", session.at("/refresh_token").asText())));
        recorder.ask(dina, "POST", "/auth/logout", null);
        recorder.ask(nobody, "GET", "/.well-known/jwks.json", null);
        recorder.answered(nobody, "GET", "/openapi.json", Map.of(), null, BodyPublishers.noBody());
        recorder.ask(nobody, "POST", "/auth/password/forgot", object().put("email", email));
        recorder.ask(
                nobody,
                "POST",
                "/auth/password/reset",
                object().put("token", nobody.secretSentTo(email, 3)).put("password", OTHER_PASSWORD));
    }

    private void profile() throws IOException, InterruptedException {
        recorder.ask(
                ada,
                "PATCH",
                "/users/profile",
                object().put("full_name", "Ada Okafor").put("privacy_level", "public"));
        recorder.ask(ada, "GET", "/users/profile", null);
        ben.send(
                "PATCH",
                "/users/profile",
                object().put("full_name", "Ben Alvarez").put("privacy_level", "public"));
        recorder.ask(ada, "GET", "/users/{id}", Map.of("id", ben.id()), null);
        var stated = object().put("price_max", 4000);
        stated.set("categories", list("music", "nature"));
        stated.set("neighborhoods", list());
        stated.set("times", list("evening"));
        recorder.ask(ada, "PUT", "/users/preferences", object().set("stated", stated));
        recorder.ask(ada, "GET", "/users/preferences", null);
        recorder.ask(
                ada,
                "POST",
                "/users/consents",
                object().put("kind", "terms").put("version", "2026-11").put("granted", true));
        recorder.ask(ada, "GET", "/users/consents", null);
        var device = recorder.ask(
                ada,
                "POST",
                "/users/devices",
                object().put("expo_token", "ExponentPushToken[contract-run]")
                        .put("platform", "ios")
                        .put("app_version", "1.0.0")
                        .put("locale", "en-US")
                        .put("time_zone", "America/New_York"));
        recorder.ask(ada, "GET", "/users/devices", null);
        recorder.ask(
                ada,
                "DELETE",
                "/users/devices/{id}",
                Map.of("id", device.at("/id").asText()),
                null);
        var phone = "+12125550123";
        recorder.ask(
                ada,
                "POST",
                "/users/phone",
                object().put("current_password", Person.PASSWORD).put("phone", phone));
        recorder.ask(ada, "POST", "/users/phone/verify", object().put("code", ada.secretSentTo(phone)));
        recorder.ask(ada, "GET", "/users/phone", null);
        recorder.ask(ada, "PATCH", "/users/phone", object().put("findable", true));
        discovery(phone);
        var password = object().put("current_password", Person.PASSWORD);
        recorder.ask(ada, "DELETE", "/users/phone", password);
        recorder.answered(ada, "POST", "/users/export", Map.of(), "application/json", ofJson(password));
        recorder.example("postUsersExport").set("request", password);
    }

    private void discovery(String adas) throws IOException, InterruptedException {
        var bens = "+12125550124";
        ben.send(
                "POST",
                "/users/phone",
                object().put("current_password", Person.PASSWORD).put("phone", bens));
        ben.send("POST", "/users/phone/verify", object().put("code", ben.secretSentTo(bens)));
        ben.send("PATCH", "/users/phone", object().put("findable", true));
        ada.send(
                "POST",
                "/users/consents",
                object().put("kind", "contact_discovery")
                        .put("version", "2026-11")
                        .put("granted", true));
        recorder.ask(ada, "POST", "/users/friends/discover", object().set("phones", list(bens, "+12125550199")));
    }

    private void picture() throws IOException, InterruptedException {
        var profile = shown("/users/profile/image", "putUsersProfileImage", Map.of());
        seen("/images/{name}.jpg", profile.at("/profile_image_url").asText());
        recorder.ask(ada, "DELETE", "/users/profile/image", null);
    }

    private void pictureOf(Map<String, String> event) throws IOException, InterruptedException {
        var pictured = shown("/events/{id}/image", "putEventsByIdImage", event);
        seen("/images/events/{name}.jpg", pictured.at("/image_url").asText());
        recorder.ask(ada, "DELETE", "/events/{id}/image", event, null);
    }

    private JsonNode shown(String path, String operation, Map<String, String> of)
            throws IOException, InterruptedException {
        var drawn = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", drawn);
        var body = BodyPublishers.ofByteArray(drawn.toByteArray());
        var answer = recorder.answered(ada, "PUT", path, of, "image/png", body);
        var shows = Specification.read(answer.body());
        recorder.keep(operation, answer.statusCode(), shows);
        return shows;
    }

    private void seen(String path, String address) throws IOException, InterruptedException {
        var name = Map.of("name", address.replaceFirst(".*/([0-9a-f]+)[.]jpg$", "$1"));
        recorder.answered(Person.nobody(doors), "GET", path, name, null, BodyPublishers.noBody());
    }

    private void friends() throws IOException, InterruptedException {
        var asked = recorder.ask(ada, "POST", "/users/friends/requests", object().put("user_id", ben.id()));
        recorder.ask(ada, "POST", "/users/friends/requests", object().put("user_id", ben.id()));
        recorder.ask(ben, "GET", "/users/friends/requests", null);
        var request = Map.of("id", asked.at("/id").asText());
        recorder.ask(ben, "POST", "/users/friends/requests/{id}/accept", request, null);
        recorder.ask(ada, "GET", "/users/friends/list", null);
        recorder.ask(ada, "GET", "/users/{id}/calendar", Map.of("id", ben.id()), null);
        recorder.ask(ada, "GET", "/users/friends/activity", null);
        recorder.ask(ada, "GET", "/users/friends/suggestions", null);
        recorder.ask(ada, "DELETE", "/users/friends/{id}", Map.of("id", ben.id()), null);
        var declined = recorder.ask(chen, "POST", "/users/friends/requests", object().put("user_id", ben.id()));
        recorder.ask(
                ben,
                "POST",
                "/users/friends/requests/{id}/decline",
                Map.of("id", declined.at("/id").asText()),
                null);
        recorder.ask(chen, "POST", "/users/blocks/{id}", Map.of("id", ada.id()), null);
        recorder.ask(chen, "DELETE", "/users/blocks/{id}", Map.of("id", ada.id()), null);
        var own = recorder.ask(chen, "POST", "/users/friends/requests", object().put("user_id", ada.id()));
        recorder.ask(
                chen,
                "DELETE",
                "/users/friends/requests/{id}",
                Map.of("id", own.at("/id").asText()),
                null);
    }

    private String events() throws IOException, InterruptedException {
        until(ada, "/events/feed?limit=2", feed -> feed.at("/items").size() == 2);
        var feed = recorder.ask(ada, "GET", "/events/feed", null);
        var event = feed.at("/items/0/event/id").asText();
        var id = Map.of("id", event);
        recorder.ask(ada, "GET", "/events/{id}", id, null);
        recorder.ask(
                ada,
                "PUT",
                "/events/{id}/attendance",
                id,
                object().put("status", "going").put("visibility", "public"));
        recorder.ask(ada, "GET", "/events/{id}/attendance", id, null);
        recorder.ask(ada, "GET", "/events/{id}/attendees", id, null);
        recorder.ask(ada, "DELETE", "/events/{id}/attendance", id, null);
        for (var path : List.of("/events", "/events/create")) {
            recorder.ask(ada, "POST", path, chess(Duration.ofDays(30)));
        }
        pictureOf(submitted(Duration.ofDays(33)));
        var evenings = object().put("rrule", "FREQ=WEEKLY;COUNT=3");
        evenings.set("event", chess(Duration.ofDays(40)).put("title", "Chess by candlelight"));
        recorder.ask(ada, "POST", "/events/series", evenings);
        recorder.ask(ada, "GET", "/events/search", null);
        recorder.ask(ada, "GET", "/events/{id}/occurrences", id, null);
        recorder.ask(
                ben,
                "POST",
                "/events/{id}/reports",
                id,
                object().put("reason", "wrong_details").put("note", "The door is on the other side."));
        return event;
    }

    private static ObjectNode chess(Duration ahead) {
        return object().put("title", "Chess in the park")
                .put("description", "Bring a board.")
                .put(
                        "date_time",
                        Instant.now()
                                .plus(ahead)
                                .truncatedTo(ChronoUnit.MINUTES)
                                .toString())
                .put("location_name", "Washington Square Park")
                .put("latitude", 40.7308)
                .put("longitude", -73.9973)
                .put("category", "community")
                .put("price_min", 0)
                .set("tags", list("chess"));
    }

    /** What ada submits: one is approved, attended, changed and put forward, one turned down, one called off. */
    private void moderation() throws IOException, InterruptedException {
        var soon = submitted(Duration.ofMinutes(30));
        recorder.ask(chen, "GET", "/moderation/events", null);
        recorder.ask(
                chen,
                "POST",
                "/moderation/events/{id}/approve",
                soon,
                object().put("reason", "It is there every week."));
        ada.send("PUT", filled("/events/{id}/attendance", soon), object().put("status", "going"));
        recorder.ask(ada, "POST", "/events/{id}/check-in", soon, null);
        recorder.ask(
                ben,
                "PUT",
                "/events/{id}/attendance",
                soon,
                object().put("status", "going").put("visibility", "public"));
        var bens = Specification.read(
                ben.send("GET", filled("/events/{id}/attendance", soon), null).body());
        recorder.ask(
                ada,
                "POST",
                "/events/{id}/attendees/check-in",
                soon,
                object().put("code", bens.at("/check_in_code").asText()));
        ada.send("GET", filled("/events/{id}", soon), null);
        recorder.ask(ada, "PATCH", "/events/{id}", soon, object().put("title", "Chess under the arch"));
        recorder.ask(
                chen,
                "PUT",
                "/moderation/events/{id}/featured",
                soon,
                object().put("featured", true).put("reason", "The week of chess."));
        var again = submitted(Duration.ofDays(31));
        recorder.ask(
                chen, "POST", "/moderation/events/{id}/reject", again, object().put("reason", "It is listed already."));
        recorder.ask(ada, "PUT", "/events/{id}/appeal", again, object().put("words", "That is the one for children."));
        recorder.ask(ada, "GET", "/events/{id}/moderation", again, null);
        var off = submitted(Duration.ofDays(32));
        ada.send("GET", filled("/events/{id}", off), null);
        recorder.ask(ada, "DELETE", "/events/{id}", off, null);
    }

    private Map<String, String> submitted(Duration ahead) throws IOException, InterruptedException {
        var answer = ada.send("POST", "/events", chess(ahead));
        return Map.of("id", Specification.read(answer.body()).at("/id").asText());
    }

    /** Two Listings are ruled to tell of one Event, and parted again. */
    private void matching() throws IOException, InterruptedException {
        var feed =
                Specification.read(ada.send("GET", "/events/feed?limit=2", null).body());
        var event = Map.of("id", feed.at("/items/0/event/id").asText());
        var one = listingOf(event);
        var other = listingOf(Map.of("id", feed.at("/items/1/event/id").asText()));
        recorder.ask(
                chen,
                "PUT",
                "/moderation/matches",
                object().put("one", one).put("other", other).put("same", true).put("reason", "One concert."));
        recorder.ask(chen, "GET", "/moderation/matches", null);
        recorder.ask(
                chen,
                "POST",
                "/moderation/events/{id}/unmerge",
                event,
                object().put("listing", other).put("reason", "Two concerts after all."));
    }

    private String listingOf(Map<String, String> event) throws IOException, InterruptedException {
        return recorder.ask(chen, "GET", "/moderation/events/{id}/listings", event, null)
                .at("/items/0/key")
                .asText();
    }

    private void swipes(String event) throws IOException, InterruptedException {
        var swipe = object().put("event_id", event)
                .put("direction", "right")
                .put("client_swipe_id", java.util.UUID.randomUUID().toString());
        recorder.ask(ada, "POST", "/swipes", swipe);
        recorder.ask(
                ada,
                "POST",
                "/swipes",
                object().set("swipes", Specification.JSON.createArrayNode().add(swipe)));
        until(ada, "/swipes/calendar", list -> !list.at("/items").isEmpty());
        recorder.ask(ada, "GET", "/swipes/{list}", Map.of("list", "calendar"), null);
        var feed = recorder.ask(ada, "POST", "/swipes/calendar/feed", null)
                .at("/path")
                .asText();
        recorder.answered(
                Person.nobody(doors),
                "GET",
                "/calendar/{token}.ics",
                Map.of("token", feed.replaceFirst("^.*/(.+)[.]ics$", "$1")),
                null,
                BodyPublishers.noBody());
        recorder.ask(ada, "DELETE", "/swipes/calendar/feed", null);
        var saved = Map.of("list", "saved", "event", event);
        recorder.ask(ada, "PUT", "/swipes/{list}/{event}", saved, null);
        recorder.ask(ada, "DELETE", "/swipes/{list}/{event}", saved, null);
        swipe.put("client_swipe_id", java.util.UUID.randomUUID().toString());
        ada.send("POST", "/swipes", swipe);
        recorder.ask(
                ada,
                "POST",
                "/swipes/{id}/undo",
                Map.of("id", swipe.at("/client_swipe_id").asText()),
                null);
    }

    private void learned(String event) throws IOException, InterruptedException {
        var of = Map.of("event_id", event);
        for (var kind : List.of("less", "venues")) {
            recorder.ask(ada, "PUT", "/users/preferences/learned/" + kind + "/{event_id}", of, null);
        }
        var said = object().put("facet", "category").put("value", "music").put("liking", 0.5);
        var corrections = object();
        corrections.withArray("corrections").add(said);
        recorder.ask(ada, "PUT", "/users/preferences/learned", corrections);
        recorder.ask(ada, "GET", "/users/preferences/learned", null);
        for (var kind : List.of("less", "venues")) {
            recorder.ask(ada, "DELETE", "/users/preferences/learned/" + kind + "/{event_id}", of, null);
        }
        recorder.ask(ada, "DELETE", "/users/preferences/learned", null);
    }

    private void trending(String event) throws IOException, InterruptedException {
        for (int people = 0; people < PEOPLE_OF_A_TREND; people++) {
            Person.joins(doors, "one.of.many")
                    .send("POST", "/swipes", object().put("event_id", event).put("direction", "right"));
        }
        until(ada, "/events/trending", page -> !page.at("/items").isEmpty());
        recorder.ask(Person.nobody(doors), "GET", "/events/trending", null);
        recorder.ask(ada, "GET", "/events/trending", null);
    }

    private void notifications() throws IOException, InterruptedException {
        until(ben, "/notifications", list -> !list.at("/items").isEmpty());
        var told = recorder.ask(ben, "GET", "/notifications", null);
        recorder.ask(
                ben,
                "POST",
                "/notifications/mark_read",
                object().set("ids", list(told.at("/items/0/id").asText())));
    }

    private void credentials() throws IOException, InterruptedException {
        var eve = Person.joins(doors, "eve");
        var address = "eve." + java.util.UUID.randomUUID() + "@example.org";
        recorder.ask(
                eve,
                "POST",
                "/users/email",
                object().put("current_password", Person.PASSWORD).put("new_email", address));
        recorder.ask(eve, "POST", "/auth/email/confirm", object().put("token", eve.secretSentTo(address)));
        var fay = Person.joins(doors, "fay");
        recorder.ask(
                fay,
                "POST",
                "/users/password",
                object().put("current_password", Person.PASSWORD).put("new_password", OTHER_PASSWORD));
        var sessions = recorder.ask(fay, "GET", "/users/sessions", null);
        recorder.ask(
                fay,
                "DELETE",
                "/users/sessions/{id}",
                Map.of("id", sessions.at("/items/0/id").asText()),
                null);
    }

    private void administration() throws IOException, InterruptedException {
        admins.grant(chen);
        chen.signIn();
        var of = Map.of("id", ben.id());
        recorder.ask(chen, "PUT", "/users/{id}/roles", of, object().set("roles", list("user", "moderator")));
        recorder.ask(chen, "DELETE", "/users/{id}/sessions", of, null);
        ben.signIn();
        for (var keys : List.of("/users/keys", "/events/keys")) {
            recorder.ask(chen, "GET", keys, null);
            recorder.ask(chen, "POST", keys, null);
        }
        moderation();
        matching();
        var sources = recorder.ask(chen, "GET", "/ingestion/sources", null);
        var source = Map.of("id", sources.at("/items/0/id").asText());
        recorder.ask(chen, "GET", "/ingestion/sources/{id}", source, null);
        recorder.ask(chen, "PATCH", "/ingestion/sources/{id}", source, object().put("is_active", true));
        var sync = recorder.ask(chen, "POST", "/ingestion/sources/{id}/sync", source, null);
        var run = Map.of("id", sync.at("/id").asText());
        recorder.ask(chen, "GET", "/ingestion/runs/{id}", run, null);
        recorder.ask(chen, "GET", "/ingestion/sources/{id}/runs", source, null);
        recorder.ask(chen, "GET", "/ingestion/quarantine", null);
        for (var looks = 0; looks < 300 && isRunning(run); looks++) {
            Thread.sleep(200);
        }
        recorder.ask(chen, "POST", "/ingestion/runs/{id}/replay", run, null);
        recorder.refused(chen, "POST", "/ingestion/runs/{id}/accept_missing", run, null); // nothing was missing
        recorder.ask(chen, "POST", "/swipes/archive", null);
        var calendar = object().put("name", "green_wood_" + System.currentTimeMillis())
                .put("kind", "ical")
                .put("venue", "Green-Wood Cemetery")
                .put("is_active", false);
        calendar.set("urls", list("https://www.green-wood.com/events/?ical=1"));
        var added = Map.of(
                "id",
                recorder.ask(chen, "POST", "/ingestion/sources", Map.of(), calendar)
                        .at("/id")
                        .asText());
        recorder.ask(
                chen,
                "PUT",
                "/ingestion/sources/{id}/licence-end",
                added,
                object().put("reason", "They asked us to stop."));
        recorder.ask(chen, "GET", "/ingestion/sources/{id}/licence-end", added, null);
    }

    private boolean isRunning(Map<String, String> run) throws IOException, InterruptedException {
        var answer = recorder.answered(chen, "GET", "/ingestion/runs/{id}", run, null, BodyPublishers.noBody());
        return Specification.read(answer.body()).at("/state").asText().equals("running");
    }

    /** One problem of each status that can be had for the asking. */
    private void refusals() throws IOException, InterruptedException {
        recorder.refused(ada, "GET", "/events/{id}/attendees?limit=many", Map.of("id", ada.id()), null);
        recorder.refused(Person.nobody(doors), "GET", "/users/profile", Map.of(), null);
        recorder.refused(ada, "GET", "/ingestion/sources", Map.of(), null);
        recorder.refused(
                ada,
                "GET",
                "/users/{id}",
                Map.of("id", java.util.UUID.randomUUID().toString()),
                null);
        recorder.refused(
                ada,
                "POST",
                "/swipes",
                Map.of(),
                object().put("event_id", "none").put("direction", "up"));
    }

    private void leaving() throws IOException, InterruptedException {
        var farewell = object().put("password", Person.PASSWORD);
        recorder.ask(Person.joins(doors, "gus"), "POST", "/users/deactivate", farewell);
        recorder.ask(Person.joins(doors, "hal"), "DELETE", "/users/account", farewell);
    }
}
