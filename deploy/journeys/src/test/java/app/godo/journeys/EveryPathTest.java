package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.local.GodoService;
import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.MethodInfo;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table {@code paths.txt} against the services as they are built, and as they answer. */
@Order(8)
class EveryPathTest {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");

    /** In the order in which they ask. */
    private static final List<String> ACTORS = List.of("nobody", "blocked", "stranger", "friend", "owner");

    /** As the columns are. */
    private static final List<String> COLUMNS = ACTORS.reversed();

    private record Row(String method, String path, Map<String, String> expected, String body) {
        boolean isTried() {
            return expected.values().stream().anyMatch(status -> !status.equals("-"));
        }
    }

    private final String gateway = City.fleet().url();
    private final Map<String, App> actors = new HashMap<>();
    private final Map<String, String> things = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    @DisplayName("A-34: the table of paths has every resource method of every service, and no other")
    void the_table_is_whole() throws IOException {
        var written = rows().stream()
                .map(row -> row.method() + " " + pattern(row.path()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(String.join("\n", built()), String.join("\n", written));
    }

    @Test
    @DisplayName(
            "A-34, A-35: each path answers owner, friend, stranger, blocked and nobody as the table says, with no more fields"
                    + " than it says, and with nothing of anybody else that is secret")
    void each_path_answers_as_the_table_says() throws Exception {
        peopleAndTheirThings();
        var allowed = allowedFields();
        var secrets = new Needles();
        Secrets.all().forEach((secret, kind) -> secrets.add(kind.name(), secret));

        for (var row : rows()) {
            for (var actor : ACTORS) {
                var expected = row.expected().get(actor);
                if (!expected.equals("-")) {
                    var answer = ask(actor, row.method(), row.path(), row.body());
                    if (answer.status() != Integer.parseInt(expected)) {
                        wrong.add("%s as %s answers %d, not %s: %s"
                                .formatted(
                                        answer.request(),
                                        actor,
                                        answer.status(),
                                        expected,
                                        answer.response().body()));
                    }
                    if (row.method().equals("GET") && answer.status() == 200) {
                        compareFields(row, actor, answer.body(), allowed);
                        if (!actor.equals("owner")) {
                            secrets.in(answer.response().body())
                                    .forEach(kind ->
                                            wrong.add("%s shows %s a %s".formatted(answer.request(), actor, kind)));
                        }
                    }
                }
            }
        }
        for (var path :
                rows().stream().filter(Row::isTried).map(Row::path).distinct().toList()) {
            for (var method : METHODS) {
                if (rows().stream()
                        .noneMatch(row -> row.method().equals(method)
                                && pattern(row.path()).equals(pattern(path)))) {
                    var answer = ask("stranger", method, path, null);
                    if (answer.status() != 405 && answer.status() != 404) {
                        wrong.add(
                                "%s answers %d, and is not in the table".formatted(answer.request(), answer.status()));
                    }
                }
            }
        }

        if (Sql.count(
                        named(
                                "select count(*) from notifications.notifications where id = '{notification}' and read_at is null"))
                == 0) {
            wrong.add("others have read the owner's notification");
        }
        assertEquals("", String.join("\n", wrong));
    }

    @ParameterizedTest(name = "A-33: {0} with {1} is nobody")
    @CsvSource({
        "admin, admin",
        "admin@godo.app, admin",
        "admin@example.org, password",
        "root@localhost, root",
        "godo@godo.app, godo",
        "test@example.org, test",
        "postgres@godo.app, postgres"
    })
    void no_account_was_there_from_the_start(String email, String password) {
        var answer = App.nobody(gateway)
                .post("/auth/login", object().put("email", email).put("password", password));
        assertTrue(Set.of(401, 422).contains(answer.status()), () -> answer.response()
                .body());
    }

    private void compareFields(Row row, String actor, JsonNode body, Map<String, Set<String>> allowed) {
        var fields = new TreeSet<String>();
        collect("", body, fields);
        var key = row.path() + " " + actor;
        fields.removeAll(allowed.getOrDefault(key, Set.of()));
        if (!fields.isEmpty()) {
            wrong.add("GET %s: %s".formatted(key, String.join(" ", fields)));
        }
    }

    private static void collect(String prefix, JsonNode node, Set<String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(),
                            field.getValue(),
                            fields));
        } else if (node.isArray()) {
            node.forEach(item -> collect(prefix + "[]", item, fields));
        } else {
            fields.add(prefix);
        }
    }

    private App.Answer ask(String actor, String method, String path, String body) throws IOException {
        return actors.get(actor).send(method, named(path), body == null ? null : App.JSON.readTree(named(body)));
    }

    private String named(String text) {
        for (var thing : things.entrySet()) {
            text = text.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        return text;
    }

    private void peopleAndTheirThings() {
        var owner = App.of(gateway, "Oriana Owner");
        var friend = App.of(gateway, "Frieda Friend");
        var stranger = App.of(gateway, "Stan Stranger");
        var blocked = App.of(gateway, "Blake Blocked");
        var asker = App.of(gateway, "Aska Asker");
        var asked = App.of(gateway, "Asta Asked");
        actors.putAll(Map.of(
                "owner", owner,
                "friend", friend,
                "stranger", stranger,
                "blocked", blocked,
                "nobody", App.nobody(gateway)));
        owner.send("PATCH", "/users/profile", object().put("privacy_level", "friends_only"))
                .expect(200);
        var friendship = friend.post("/users/friends/requests", object().put("user_id", owner.id()))
                .expect(201);
        owner.post(
                        "/users/friends/requests/%s/accept"
                                .formatted(friendship.at("/id").asText()),
                        null)
                .expect(200);
        owner.post("/users/blocks/" + blocked.id(), null).expect(204);
        things.put("owner", owner.id());
        things.put("blocked", blocked.id());
        things.put(
                "request",
                asker.post("/users/friends/requests", object().put("user_id", owner.id()))
                        .expect(201)
                        .at("/id")
                        .asText());
        things.put(
                "sent",
                owner.post("/users/friends/requests", object().put("user_id", asked.id()))
                        .expect(201)
                        .at("/id")
                        .asText());
        things.put("draft", submit(owner, "A draft"));
        things.put("event", submit(owner, "A garden party"));
        Sql.run("update events.events set moderation_status = 'approved' where id = '%s'"
                .formatted(things.get("event")));
        ownersGroup(owner, asker);
        things.put(
                "device",
                owner.post(
                                "/users/devices",
                                object().put(
                                                "expo_token",
                                                Secrets.keep(
                                                        Secrets.Kind.PUSH_TOKEN,
                                                        "ExponentPushToken[" + UUID.randomUUID() + "]"))
                                        .put("platform", "ios"))
                        .expect(200)
                        .at("/id")
                        .asText());
        var phone = Secrets.keep(Secrets.Kind.PHONE_NUMBER, "+12125550177");
        owner.post(
                        "/users/phone",
                        object().put("current_password", owner.password()).put("phone", phone))
                .expect(202);
        owner.post("/users/phone/verify", object().put("code", owner.fromLetterTo(phone, Pattern.compile("\\d{6}"))))
                .expect(204);
        things.put(
                "session",
                Sql.column("select id from users.sessions where user_id = '%s'".formatted(owner.id()))
                        .getFirst());
        owner.signIn(); // the first session may be ended, this one not
        var directions = List.of("right", "up", "down");
        var events = City.upcoming(directions.size());
        for (var i = 0; i < directions.size(); i++) {
            var swipe = owner.post(
                            "/swipes/",
                            object().put("event_id", events.get(i))
                                    .put("direction", directions.get(i))
                                    .put("client_swipe_id", UUID.randomUUID().toString()))
                    .expect(201);
            things.putIfAbsent("swipe", swipe.at("/id").asText());
        }
        things.put(
                "source",
                Sql.column("select id from ingestion.sources where source_name = 'nyc_parks'")
                        .getFirst());
        things.put(
                "run", Sql.column("select id from ingestion.sync_runs limit 1").getFirst());
        Awaitility.await()
                .until(() -> Sql.count("select count(*) from notifications.notifications where user_id = '%s'"
                                .formatted(owner.id()))
                        > 0);
        things.put(
                "notification",
                Sql.column("select id from notifications.notifications where user_id = '%s'".formatted(owner.id()))
                        .getFirst());
    }

    private void ownersGroup(App owner, App invited) {
        var group = owner.post("/groups/", object().put("name", "Gardeners").put("privacy_level", "friends_only"))
                .expect(201)
                .at("/id")
                .asText();
        things.put("group", group);
        things.put(
                "plan",
                owner.post("/groups/%s/events".formatted(group), object().put("event_id", things.get("event")))
                        .expect(201)
                        .at("/id")
                        .asText());
        things.put(
                "message",
                owner.post(
                                "/groups/%s/messages".formatted(group),
                                object().put("body", "Who comes?")
                                        .put("client_msg_id", UUID.randomUUID().toString()))
                        .expect(201)
                        .at("/id")
                        .asText());
        things.put(
                "invite",
                owner.post("/groups/invites", object().put("group_id", group).put("user_id", invited.id()))
                        .expect(201)
                        .at("/id")
                        .asText());
    }

    private static String submit(App organiser, String title) {
        return organiser
                .post(
                        "/events",
                        object().put("title", title)
                                .put(
                                        "date_time",
                                        Instant.now()
                                                .plus(5, ChronoUnit.DAYS)
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .toString())
                                .put("location_name", "A garden in Queens")
                                .put("category", "community"))
                .expect(201)
                .at("/id")
                .asText();
    }

    private static List<Row> rows() throws IOException {
        return lines("/paths.txt").map(EveryPathTest::row).toList();
    }

    private static Row row(String line) {
        var halves = line.split(" \\| ", 2);
        var words = halves[0].strip().split("\\s+");
        var expected = new LinkedHashMap<String, String>();
        for (var i = 0; i < COLUMNS.size(); i++) {
            expected.put(COLUMNS.get(i), words[2 + i]);
        }
        return new Row(words[0], words[1], expected, halves.length == 2 ? halves[1] : null);
    }

    /** By path and actor. */
    private static Map<String, Set<String>> allowedFields() throws IOException {
        var lines = lines("/answer-fields.txt").map(line -> line.split(": ", 2)).toList();
        var named = lines.stream()
                .filter(line -> line[0].startsWith("@"))
                .collect(Collectors.toMap(line -> line[0], line -> line[1].split(" ")));
        var allowed = new HashMap<String, Set<String>>();
        for (var line : lines) {
            if (!line[0].startsWith("@")) {
                var fields = Arrays.stream(line[1].split(" "))
                        .flatMap(field -> expanded(field, named))
                        .collect(Collectors.toSet());
                var pathAndActors = line[0].split(" ");
                for (var actor : pathAndActors[1].split(",")) {
                    allowed.put(pathAndActors[0] + " " + actor, fields);
                }
            }
        }
        return allowed;
    }

    private static Stream<String> expanded(String field, Map<String, String[]> named) {
        var at = field.indexOf('@');
        return at < 0
                ? Stream.of(field)
                : Arrays.stream(named.get(field.substring(at))).map(one -> field.substring(0, at) + one);
    }

    private static Stream<String> lines(String resource) throws IOException {
        try (var in = EveryPathTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        }
    }

    /** A path whose names in braces say nothing, and whose last slash neither. */
    private static String pattern(String path) {
        return path.replaceAll("\\{[^}]*}", "{}").replaceAll("(?<=.)/$", "");
    }

    /** What the services' classes say, as {@code METHOD /path/{}}. */
    private static Set<String> built() throws IOException {
        var built = new TreeSet<String>();
        for (var service : GodoService.values()) {
            var index = indexOf(Path.of(System.getProperty("godo.root"), service.module(), "target", "classes"));
            for (var method : METHODS) {
                for (var found : index.getAnnotations(DotName.createSimple("jakarta.ws.rs." + method))) {
                    paths(found.target().asMethod()).forEach(path -> built.add(method + " " + pattern(path)));
                }
            }
        }
        assertTrue(built.size() > 50, built::toString);
        return built;
    }

    /** More than one where an expression lists words. */
    private static Stream<String> paths(MethodInfo method) {
        var path = value(method.declaringClass().declaredAnnotation(PATH)) + value(method.annotation(PATH));
        var choice = Pattern.compile("\\{\\w+:([a-z|]+)}").matcher(path);
        return choice.find()
                ? Arrays.stream(choice.group(1).split("\\|")).map(word -> choice.replaceFirst(word))
                : Stream.of(path);
    }

    private static String value(AnnotationInstance path) {
        return path == null ? "" : path.value().asString();
    }

    private static Index indexOf(Path classes) throws IOException {
        var indexer = new Indexer();
        try (var files = Files.walk(classes)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".class")).toList()) {
                try (var in = Files.newInputStream(file)) {
                    indexer.index(in);
                }
            }
        }
        return indexer.complete();
    }
}
