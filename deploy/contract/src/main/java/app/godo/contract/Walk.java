package app.godo.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** Every operation asked once as it is meant, by people of the demo kind: what is asked and answered are the examples. */
final class Walk {

    private static final int MOST_ITEMS = 2;
    private static final int MOST_TRIES = 60;

    /** Fewer are no trend. */
    private static final int PEOPLE_OF_A_TREND = 10;

    private static final Set<String> SECRETS = Set.of("access_token", "refresh_token", "device_token", "token");
    private static final String OTHER_PASSWORD = "another walk, along the other river";

    private final Specification specification;
    private final Admins admins;
    private final Person ada;
    private final Person ben;
    private final Person chen;
    private final Doors doors;
    private final Map<String, ObjectNode> operations = new TreeMap<>();
    private final Map<String, JsonNode> problems = new TreeMap<>();
    private final Map<String, Map<String, String>> paths = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    /** Makes somebody an admin, which no request can do. */
    interface Admins {
        void grant(Person person) throws IOException;
    }

    Walk(Specification specification, Doors doors, Admins admins) throws IOException, InterruptedException {
        this.specification = specification;
        this.doors = doors;
        this.admins = admins;
        this.ada = Person.joins(doors, "ada");
        this.ben = Person.joins(doors, "ben");
        this.chen = Person.joins(doors, "chen");
    }

    /** What answers were that the document does not say. */
    List<String> faults() {
        return faults;
    }

    /** Values of path parameters that lead somewhere, by operation. */
    Map<String, Map<String, String>> paths() {
        return paths;
    }

    /** What was asked and answered, by operation. */
    ObjectNode examples() {
        var examples = Specification.JSON.createObjectNode();
        var all = examples.putObject("operations");
        operations.forEach(all::set);
        var refused = examples.putObject("problems");
        problems.forEach(refused::set);
        return examples;
    }

    void go() throws IOException, InterruptedException {
        joining();
        profile();
        picture();
        friends();
        var event = events();
        swipes(event);
        trending(event);
        notifications();
        credentials();
        administration();
        refusals();
        leaving();
    }

    private void joining() throws IOException, InterruptedException {
        var nobody = Person.nobody(doors);
        var email = "dina." + java.util.UUID.randomUUID() + "@example.org";
        var signup = ask(
                nobody,
                "POST",
                "/auth/signup",
                object().put("email", email)
                        .put("password", Person.PASSWORD)
                        .put("birth_date", "1996-02-29")
                        .put("full_name", "Dina Rossi")
                        .set("tastes", list("music", "fitness")));
        var again = object().put("signup", signup.at("/signup").asText());
        ask(nobody, "POST", "/auth/verify-email/resend", again);
        ask(nobody, "POST", "/auth/verify-email", object().put("token", nobody.secretSentTo(email, 2)));
        var session = ask(
                nobody,
                "POST",
                "/auth/login",
                object().put("email", email)
                        .put("password", Person.PASSWORD)
                        .set("device", object().put("name", "Dina's phone").put("platform", "ios")));
        var dina = Person.nobody(doors);
        dina.take(ask(
                nobody,
                "POST",
                "/auth/refresh",
                object().put("refresh_token", session.at("/refresh_token").asText())));
        ask(dina, "POST", "/auth/logout", null);
        ask(nobody, "GET", "/.well-known/jwks.json", null);
        answered(nobody, "GET", "/openapi.json", Map.of(), null, BodyPublishers.noBody());
        ask(nobody, "POST", "/auth/password/forgot", object().put("email", email));
        ask(
                nobody,
                "POST",
                "/auth/password/reset",
                object().put("token", nobody.secretSentTo(email, 3)).put("password", OTHER_PASSWORD));
    }

    private void profile() throws IOException, InterruptedException {
        ask(
                ada,
                "PATCH",
                "/users/profile",
                object().put("full_name", "Ada Okafor").put("privacy_level", "public"));
        ask(ada, "GET", "/users/profile", null);
        ben.send(
                "PATCH",
                "/users/profile",
                object().put("full_name", "Ben Alvarez").put("privacy_level", "public"));
        ask(ada, "GET", "/users/{id}", Map.of("id", ben.id()), null);
        var stated = object().put("price_max", 4000);
        stated.set("categories", list("music", "nature"));
        stated.set("neighborhoods", list());
        stated.set("times", list("evening"));
        ask(ada, "PUT", "/users/preferences", object().set("stated", stated));
        ask(ada, "GET", "/users/preferences", null);
        ask(
                ada,
                "POST",
                "/users/consents",
                object().put("kind", "terms").put("version", "2026-11").put("granted", true));
        ask(ada, "GET", "/users/consents", null);
        var device = ask(
                ada,
                "POST",
                "/users/devices",
                object().put("expo_token", "ExponentPushToken[contract-run]")
                        .put("platform", "ios")
                        .put("app_version", "1.0.0")
                        .put("locale", "en-US")
                        .put("time_zone", "America/New_York"));
        ask(ada, "GET", "/users/devices", null);
        ask(ada, "DELETE", "/users/devices/{id}", Map.of("id", device.at("/id").asText()), null);
        var phone = "+12125550123";
        ask(
                ada,
                "POST",
                "/users/phone",
                object().put("current_password", Person.PASSWORD).put("phone", phone));
        ask(ada, "POST", "/users/phone/verify", object().put("code", ada.secretSentTo(phone)));
        ask(ada, "GET", "/users/phone", null);
        ask(ada, "PATCH", "/users/phone", object().put("findable", true));
        discovery(phone);
        var password = object().put("current_password", Person.PASSWORD);
        ask(ada, "DELETE", "/users/phone", password);
        answered(ada, "POST", "/users/export", Map.of(), "application/json", ofJson(password));
        example("postUsersExport").set("request", password);
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
        ask(ada, "POST", "/users/friends/discover", object().set("phones", list(bens, "+12125550199")));
    }

    private void picture() throws IOException, InterruptedException {
        var drawn = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", drawn);
        var body = BodyPublishers.ofByteArray(drawn.toByteArray());
        var shown = answered(ada, "PUT", "/users/profile/image", Map.of(), "image/png", body);
        var profile = Specification.read(shown.body());
        keep("putUsersProfileImage", shown.statusCode(), profile);
        var address = profile.at("/profile_image_url").asText();
        var name = address.replaceFirst(".*/([0-9a-f]+)[.]jpg$", "$1");
        answered(
                Person.nobody(doors), "GET", "/images/{name}.jpg", Map.of("name", name), null, BodyPublishers.noBody());
        ask(ada, "DELETE", "/users/profile/image", null);
    }

    private void friends() throws IOException, InterruptedException {
        var asked = ask(ada, "POST", "/users/friends/requests", object().put("user_id", ben.id()));
        ask(ada, "POST", "/users/friends/requests", object().put("user_id", ben.id()));
        ask(ben, "GET", "/users/friends/requests", null);
        var request = Map.of("id", asked.at("/id").asText());
        ask(ben, "POST", "/users/friends/requests/{id}/accept", request, null);
        ask(ada, "GET", "/users/friends/list", null);
        ask(ada, "DELETE", "/users/friends/{id}", Map.of("id", ben.id()), null);
        var declined = ask(chen, "POST", "/users/friends/requests", object().put("user_id", ben.id()));
        ask(
                ben,
                "POST",
                "/users/friends/requests/{id}/decline",
                Map.of("id", declined.at("/id").asText()),
                null);
        ask(chen, "POST", "/users/blocks/{id}", Map.of("id", ada.id()), null);
        ask(chen, "DELETE", "/users/blocks/{id}", Map.of("id", ada.id()), null);
        var own = ask(chen, "POST", "/users/friends/requests", object().put("user_id", ada.id()));
        ask(
                chen,
                "DELETE",
                "/users/friends/requests/{id}",
                Map.of("id", own.at("/id").asText()),
                null);
    }

    private String events() throws IOException, InterruptedException {
        until(ada, "/events/feed?limit=2", feed -> feed.at("/items").size() == 2);
        var feed = ask(ada, "GET", "/events/feed", null);
        var event = feed.at("/items/0/event/id").asText();
        var id = Map.of("id", event);
        ask(ada, "GET", "/events/{id}", id, null);
        ask(
                ada,
                "PUT",
                "/events/{id}/attendance",
                id,
                object().put("status", "going").put("visibility", "public"));
        ask(ada, "GET", "/events/{id}/attendance", id, null);
        ask(ada, "GET", "/events/{id}/attendees", id, null);
        ask(ada, "DELETE", "/events/{id}/attendance", id, null);
        for (var path : List.of("/events", "/events/create")) {
            ask(ada, "POST", path, chess(Duration.ofDays(30)));
        }
        var evenings = object().put("rrule", "FREQ=WEEKLY;COUNT=3");
        evenings.set("event", chess(Duration.ofDays(40)).put("title", "Chess by candlelight"));
        ask(ada, "POST", "/events/series", evenings);
        ask(ada, "GET", "/events/search", null);
        ask(ada, "GET", "/events/{id}/occurrences", id, null);
        ask(
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
        ask(chen, "GET", "/moderation/events", null);
        ask(chen, "POST", "/moderation/events/{id}/approve", soon, object().put("reason", "It is there every week."));
        ada.send("PUT", filled("/events/{id}/attendance", soon), object().put("status", "going"));
        ask(ada, "POST", "/events/{id}/check-in", soon, null);
        ask(
                ben,
                "PUT",
                "/events/{id}/attendance",
                soon,
                object().put("status", "going").put("visibility", "public"));
        var bens = Specification.read(
                ben.send("GET", filled("/events/{id}/attendance", soon), null).body());
        ask(
                ada,
                "POST",
                "/events/{id}/attendees/check-in",
                soon,
                object().put("code", bens.at("/check_in_code").asText()));
        ada.send("GET", filled("/events/{id}", soon), null);
        ask(ada, "PATCH", "/events/{id}", soon, object().put("title", "Chess under the arch"));
        ask(
                chen,
                "PUT",
                "/moderation/events/{id}/featured",
                soon,
                object().put("featured", true).put("reason", "The week of chess."));
        var again = submitted(Duration.ofDays(31));
        ask(chen, "POST", "/moderation/events/{id}/reject", again, object().put("reason", "It is listed already."));
        ask(ada, "PUT", "/events/{id}/appeal", again, object().put("words", "That is the one for children."));
        ask(ada, "GET", "/events/{id}/moderation", again, null);
        var off = submitted(Duration.ofDays(32));
        ada.send("GET", filled("/events/{id}", off), null);
        ask(ada, "DELETE", "/events/{id}", off, null);
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
        ask(
                chen,
                "PUT",
                "/moderation/matches",
                object().put("one", one).put("other", other).put("same", true).put("reason", "One concert."));
        ask(chen, "GET", "/moderation/matches", null);
        ask(
                chen,
                "POST",
                "/moderation/events/{id}/unmerge",
                event,
                object().put("listing", other).put("reason", "Two concerts after all."));
    }

    private String listingOf(Map<String, String> event) throws IOException, InterruptedException {
        return ask(chen, "GET", "/moderation/events/{id}/listings", event, null)
                .at("/items/0/key")
                .asText();
    }

    private void swipes(String event) throws IOException, InterruptedException {
        var swipe = object().put("event_id", event)
                .put("direction", "right")
                .put("client_swipe_id", java.util.UUID.randomUUID().toString());
        ask(ada, "POST", "/swipes", swipe);
        ask(
                ada,
                "POST",
                "/swipes",
                object().set("swipes", Specification.JSON.createArrayNode().add(swipe)));
        until(ada, "/swipes/calendar", list -> !list.at("/items").isEmpty());
        ask(ada, "GET", "/swipes/{list}", Map.of("list", "calendar"), null);
        var feed = ask(ada, "POST", "/swipes/calendar/feed", null).at("/path").asText();
        answered(
                Person.nobody(doors),
                "GET",
                "/calendar/{token}.ics",
                Map.of("token", feed.replaceFirst("^.*/(.+)[.]ics$", "$1")),
                null,
                BodyPublishers.noBody());
        ask(ada, "DELETE", "/swipes/calendar/feed", null);
    }

    private void trending(String event) throws IOException, InterruptedException {
        for (int people = 0; people < PEOPLE_OF_A_TREND; people++) {
            Person.joins(doors, "one.of.many")
                    .send("POST", "/swipes", object().put("event_id", event).put("direction", "right"));
        }
        until(ada, "/events/trending", page -> !page.at("/items").isEmpty());
        ask(Person.nobody(doors), "GET", "/events/trending", null);
        ask(ada, "GET", "/events/trending", null);
    }

    private void notifications() throws IOException, InterruptedException {
        until(ben, "/notifications", list -> !list.at("/items").isEmpty());
        var told = ask(ben, "GET", "/notifications", null);
        ask(
                ben,
                "POST",
                "/notifications/mark_read",
                object().set("ids", list(told.at("/items/0/id").asText())));
    }

    private void credentials() throws IOException, InterruptedException {
        var eve = Person.joins(doors, "eve");
        var address = "eve." + java.util.UUID.randomUUID() + "@example.org";
        ask(
                eve,
                "POST",
                "/users/email",
                object().put("current_password", Person.PASSWORD).put("new_email", address));
        ask(eve, "POST", "/auth/email/confirm", object().put("token", eve.secretSentTo(address)));
        var fay = Person.joins(doors, "fay");
        ask(
                fay,
                "POST",
                "/users/password",
                object().put("current_password", Person.PASSWORD).put("new_password", OTHER_PASSWORD));
        var sessions = ask(fay, "GET", "/users/sessions", null);
        ask(
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
        ask(chen, "PUT", "/users/{id}/roles", of, object().set("roles", list("user", "moderator")));
        ask(chen, "DELETE", "/users/{id}/sessions", of, null);
        ben.signIn();
        for (var keys : List.of("/users/keys", "/events/keys")) {
            ask(chen, "GET", keys, null);
            ask(chen, "POST", keys, null);
        }
        moderation();
        matching();
        var sources = ask(chen, "GET", "/ingestion/sources", null);
        var source = Map.of("id", sources.at("/items/0/id").asText());
        ask(chen, "GET", "/ingestion/sources/{id}", source, null);
        ask(chen, "PATCH", "/ingestion/sources/{id}", source, object().put("is_active", true));
        var sync = ask(chen, "POST", "/ingestion/sources/{id}/sync", source, null);
        var run = Map.of("id", sync.at("/id").asText());
        ask(chen, "GET", "/ingestion/runs/{id}", run, null);
        ask(chen, "GET", "/ingestion/sources/{id}/runs", source, null);
        ask(chen, "GET", "/ingestion/quarantine", null);
        for (var looks = 0; looks < 300 && isRunning(run); looks++) {
            Thread.sleep(200);
        }
        ask(chen, "POST", "/ingestion/runs/{id}/replay", run, null);
        var calendar = object().put("name", "green_wood_" + System.currentTimeMillis())
                .put("kind", "ical")
                .put("venue", "Green-Wood Cemetery")
                .put("is_active", false);
        calendar.set("urls", list("https://www.green-wood.com/events/?ical=1"));
        var added = Map.of(
                "id",
                ask(chen, "POST", "/ingestion/sources", Map.of(), calendar)
                        .at("/id")
                        .asText());
        ask(
                chen,
                "PUT",
                "/ingestion/sources/{id}/licence-end",
                added,
                object().put("reason", "They asked us to stop."));
        ask(chen, "GET", "/ingestion/sources/{id}/licence-end", added, null);
    }

    private boolean isRunning(Map<String, String> run) throws IOException, InterruptedException {
        var answer = answered(chen, "GET", "/ingestion/runs/{id}", run, null, BodyPublishers.noBody());
        return Specification.read(answer.body()).at("/state").asText().equals("running");
    }

    /** One problem of each status that can be had for the asking. */
    private void refusals() throws IOException, InterruptedException {
        refused(ada, "GET", "/events/{id}/attendees?limit=many", Map.of("id", ada.id()), null);
        refused(Person.nobody(doors), "GET", "/users/profile", Map.of(), null);
        refused(ada, "GET", "/ingestion/sources", Map.of(), null);
        refused(
                ada,
                "GET",
                "/users/{id}",
                Map.of("id", java.util.UUID.randomUUID().toString()),
                null);
        refused(
                ada,
                "POST",
                "/swipes",
                Map.of(),
                object().put("event_id", "none").put("direction", "up"));
    }

    private void leaving() throws IOException, InterruptedException {
        var farewell = object().put("password", Person.PASSWORD);
        ask(Person.joins(doors, "gus"), "POST", "/users/deactivate", farewell);
        ask(Person.joins(doors, "hal"), "DELETE", "/users/account", farewell);
    }

    private JsonNode ask(Person who, String method, String template, JsonNode body)
            throws IOException, InterruptedException {
        return ask(who, method, template, Map.of(), body);
    }

    private JsonNode ask(Person who, String method, String template, Map<String, String> parameters, JsonNode body)
            throws IOException, InterruptedException {
        var answer =
                answered(who, method, template, parameters, body == null ? null : "application/json", ofJson(body));
        var id = specification.operationId(method, template);
        if (body != null && !example(id).has("request")) {
            example(id).set("request", presentable(body));
        }
        if (answer.body().isEmpty()) {
            return object();
        }
        var read = Specification.read(answer.body());
        keep(id, answer.statusCode(), read);
        return read;
    }

    private ObjectNode example(String id) {
        return operations.computeIfAbsent(id, first -> object());
    }

    private void keep(String id, int status, JsonNode answer) {
        example(id).withObject("/answers").set(Integer.toString(status), presentable(answer));
    }

    /** Whatever it is: not all that is answered is an example that anybody could read. */
    private HttpResponse<String> answered(
            Person who,
            String method,
            String template,
            Map<String, String> parameters,
            String type,
            HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var target = doors.to(filled(template, parameters), specification.isForAdmins(method, template));
        var answer = who.send(method, target, type, body);
        var status = answer.statusCode();
        if (status >= 300) {
            throw new IOException("%s %s was answered %d: %s".formatted(method, template, status, answer.body()));
        }
        faults.addAll(specification.faults(method, template, status, answer.body()));
        paths.put(specification.operationId(method, template), parameters);
        return answer;
    }

    private static HttpRequest.BodyPublisher ofJson(JsonNode body) {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    }

    private void refused(Person who, String method, String target, Map<String, String> parameters, JsonNode body)
            throws IOException, InterruptedException {
        var template = target.replaceFirst("\\?.*", "");
        var answer = who.send(
                method,
                doors.to(filled(target, parameters), specification.isForAdmins(method, template)),
                body == null ? null : "application/json",
                ofJson(body));
        faults.addAll(specification.faults(method, template, answer.statusCode(), answer.body()));
        problems.put(Integer.toString(answer.statusCode()), Specification.read(answer.body()));
    }

    private interface Wish {
        boolean isGranted(JsonNode body);
    }

    /** What comes by Facts comes a little later. */
    private static void until(Person who, String path, Wish wish) throws IOException, InterruptedException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var answer = who.send("GET", path, null);
            if (answer.statusCode() == 200 && wish.isGranted(Specification.read(answer.body()))) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IOException(path + " does not become what it should be");
    }

    /** As an example is read: short, and without what opens doors. */
    private static JsonNode presentable(JsonNode value) {
        if (value instanceof ArrayNode items) {
            var some = Specification.JSON.createArrayNode();
            for (int i = 0; i < Math.min(MOST_ITEMS, items.size()); i++) {
                some.add(presentable(items.get(i)));
            }
            return some;
        }
        if (value instanceof ObjectNode object) {
            var shown = new LinkedHashMap<String, JsonNode>();
            object.properties()
                    .forEach(field -> shown.put(
                            field.getKey(),
                            SECRETS.contains(field.getKey()) && field.getValue().isTextual()
                                    ? Specification.JSON.getNodeFactory().textNode("an-example-of-no-use")
                                    : presentable(field.getValue())));
            var copy = object();
            shown.forEach(copy::set);
            return copy;
        }
        return value;
    }

    private static String filled(String template, Map<String, String> parameters) {
        var path = template;
        for (var parameter : parameters.entrySet()) {
            path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return path;
    }

    private static ObjectNode object() {
        return Specification.JSON.createObjectNode();
    }

    private static ArrayNode list(String... words) {
        var list = Specification.JSON.createArrayNode();
        for (var word : words) {
            list.add(word);
        }
        return list;
    }
}
