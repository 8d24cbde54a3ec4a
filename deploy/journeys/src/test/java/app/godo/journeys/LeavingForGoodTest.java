package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.local.Fleet;
import app.godo.local.GodoService;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

@Order(7)
class LeavingForGoodTest {

    private static final String PHONE = Secrets.keep(Secrets.Kind.PHONE_NUMBER, "+12125550142");
    private static final String PUSH_TOKEN =
            Secrets.keep(Secrets.Kind.PUSH_TOKEN, "ExponentPushToken[qX7-Zenobia_s-own-phone]");
    private static final String NOTE = Secrets.keep(Secrets.Kind.NOTE, "bring the green umbrella to the pier");
    private static final Pattern CODE = Pattern.compile("\\d{6}");
    private static final Pattern LETTER_TOKEN = Pattern.compile("(?<=#token=)\\S+");

    /** The services that learn from Facts about people and keep something of it. */
    private static final List<GodoService> LEARNERS = List.of(GodoService.RECOMMENDATION, GodoService.NOTIFICATIONS);

    /** Ids in Facts, on their way out and in the topics; in the log of who did what. Nothing else stays, see docs/security.md. */
    private static final Set<String> IDS_STAY_IN = Set.of(
            "users.outbox.key",
            "users.outbox.body",
            "social.outbox.key",
            "social.outbox.body",
            "redis {other}:told",
            "redis {rate:user:id}",
            "redis {rate:text:id}",
            "swipes.outbox.key",
            "swipes.outbox.body",
            "events.outbox.body",
            "kafka users",
            "kafka social",
            "kafka swipes",
            "kafka attendance",
            "file logs/user-service.log");

    private final Fleet fleet = City.fleet();
    private final String gateway = fleet.url();

    @Test
    @DisplayName(
            "C-06, A-09: of who is erased nothing stays but ids in Facts, also when all consumers read all topics again; the"
                    + " socket closes, the token ends and the picture is shown no more within five seconds")
    void nothing_stays_and_nobody_comes_back() throws Exception {
        var friend = App.of(gateway, "Ben Bystander");
        var other = App.of(gateway, "Olive Other");
        var leaver = App.of(gateway, "Zenobia Quillfeather", "music");
        Awaitility.await("the demo city's events are in")
                .atMost(Duration.ofSeconds(90))
                .until(() -> Sql.count("select count(*) from events.source_listings") > 700);
        var event = City.upcoming(1).getFirst();
        live(leaver, friend, other, event);
        var picture = leaver.show(aPicture());
        var pictures = new Needles().add("picture", nameOf(picture));
        assertEquals(200, App.statusOf(picture));
        assertEquals(
                Set.of(
                        "name of a file in images",
                        "users.images.name",
                        "users.images.url",
                        "users.users.profile_image_url"),
                Everything.search(fleet, pictures).keySet());
        var needles = new Needles()
                .add("id", leaver.id())
                .add("id", leaver.id().replace("-", ""))
                .addForm("id", bytesOf(leaver.id()))
                .add("mail address", leaver.email)
                .add("name", leaver.name)
                .add("phone number", PHONE)
                .add("push token", PUSH_TOKEN)
                .add("note", NOTE);
        var before = Everything.search(fleet, needles).keySet();
        for (var place : List.of("redis {id}:taste", "redis {id}:decks", "redis {id}:realtime", "users.users.email")) {
            assertTrue(before.contains(place), () -> place + " is not in " + before);
        }

        var socket = leaver.socket();
        socket.await(Duration.ofSeconds(5), frame -> "welcome"
                .equals(frame.at("/type").asText()));

        leaver.send("DELETE", "/users/account", object().put("password", leaver.password()))
                .expect(204);

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertEquals(4401, socket.closeCode());
            for (var path : List.of(
                    "/users/profile", "/events/feed", "/swipes/calendar", "/users/friends/list", "/notifications/")) {
                leaver.get(path).expectProblem(401, "unauthenticated");
            }
            assertEquals(404, App.statusOf(picture));
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertEquals(Map.of(), unexpected(needles)));

        readAllTopicsAgain(leaver);

        assertEquals(Map.of(), unexpected(needles), "after the replay");
        Awaitility.await("the picture is removed from the store")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertEquals(Map.of(), Everything.search(fleet, pictures)));
        assertEquals(
                List.of(),
                items(friend).stream().filter(one -> one.contains(leaver.id())).toList());
        assertEquals(
                1,
                items(friend).stream().filter(one -> one.contains(other.name)).count(),
                "others are not forgotten");
    }

    /** Something of everything that one can leave behind. */
    private void live(App leaver, App friend, App other, String event) throws Exception {
        leaver.post("/users/devices", object().put("expo_token", PUSH_TOKEN).put("platform", "ios"))
                .expect(200);
        leaver.post(
                        "/users/phone",
                        object().put("current_password", leaver.password()).put("phone", PHONE))
                .expect(202);
        leaver.post("/users/phone/verify", object().put("code", leaver.fromLetterTo(PHONE, CODE)))
                .expect(204);
        leaver.post("/auth/password/forgot", object().put("email", leaver.email))
                .expect(202);
        Secrets.keep(Secrets.Kind.LETTER_TOKEN, leaver.fromLetterTo(leaver.email, LETTER_TOKEN));
        leaver.send(
                        "PUT",
                        "/events/" + event + "/attendance",
                        object().put("status", "going")
                                .put("visibility", "friends")
                                .put("notes", NOTE))
                .expect(200);
        leaver.post(
                        "/swipes/",
                        object().put("event_id", event)
                                .put("direction", "right")
                                .put("client_swipe_id", UUID.randomUUID().toString()))
                .expect(201);
        leaver.get("/events/feed?limit=20").expect(200);
        // who asks is told of, by name, to whom they ask
        for (var asking : List.of(leaver, other)) {
            var asked = asking.post("/users/friends/requests", object().put("user_id", friend.id()))
                    .expect(201);
            friend.post(
                            "/users/friends/requests/%s/accept"
                                    .formatted(asked.at("/id").asText()),
                            null)
                    .expect(200);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> items(friend).size() == 2);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Vectors.swipesLearnt(fleet.redis(), leaver.id()) == 1);
    }

    /** What the needles found where nothing of the person may be: ids in some places, anything else in none. */
    private Map<String, Set<String>> unexpected(Needles needles) throws Exception {
        var found = new TreeMap<>(Everything.search(fleet, needles));
        IDS_STAY_IN.forEach(place -> found.remove(place, Set.of("id")));
        return found;
    }

    /** And a swipe comes once more that nobody has seen yet. */
    private void readAllTopicsAgain(App leaver) throws Exception {
        var swipe = Records.of(fleet.kafka(), "swipes"::equals).stream()
                .filter(record -> record.key().equals(leaver.id()))
                .findFirst()
                .orElseThrow();
        inParallel(service -> fleet.process(service).stop());
        try (var admin = Admin.create(Map.of("bootstrap.servers", fleet.kafka()))) {
            var groups = LEARNERS.stream().map(GodoService::module).toList();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions() // a member is still leaving
                    .until(() -> {
                        admin.deleteConsumerGroups(groups).all().get();
                        return true;
                    });
            Sql.run("truncate reco.inbox, notifications.inbox");
            again(swipe);
            inParallel(fleet::restart);
            for (var group : groups) {
                Awaitility.await(group + " has read everything")
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> isThrough(admin, group));
            }
        }
    }

    private static boolean isThrough(Admin admin, String group) throws Exception {
        var read = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        var topics = group.equals(GodoService.RECOMMENDATION.module())
                ? Set.of("swipes", "users")
                : Set.of("social", "events", "users");
        var partitions = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic ->
                        topic.partitions().stream().map(one -> new TopicPartition(topic.name(), one.partition())))
                .toList();
        var ends = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
                .all()
                .get();
        Predicate<TopicPartition> through = one -> {
            OffsetAndMetadata at = read.get(one);
            return ends.get(one).offset() == 0
                    || at != null && at.offset() >= ends.get(one).offset();
        };
        return partitions.stream().allMatch(through);
    }

    /** The same swipe as another one, by ids that nobody knows yet. */
    private void again(ConsumerRecord<String, byte[]> record) throws Exception {
        var body = (ObjectNode) App.JSON.readTree(record.value());
        body.put("swipe_id", UUID.randomUUID().toString());
        var headers = new RecordHeaders(record.headers());
        headers.remove("ce_id").add("ce_id", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        Map<String, Object> settings = Map.of("bootstrap.servers", fleet.kafka(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.key(),
                            App.JSON.writeValueAsBytes(body),
                            headers))
                    .get();
        }
    }

    private static List<String> items(App app) {
        var items = new ArrayList<String>();
        app.get("/notifications/").expect(200).at("/items").forEach(item -> items.add(item.toString()));
        return items;
    }

    private static String nameOf(URI picture) {
        return picture.getPath().replaceFirst("^/images/([0-9a-f]{32})\\.jpg$", "$1");
    }

    private static byte[] aPicture() throws IOException {
        var drawn = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", drawn);
        return drawn.toByteArray();
    }

    private static String bytesOf(String id) {
        var uuid = UUID.fromString(id);
        return new String(
                ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array(),
                StandardCharsets.ISO_8859_1);
    }

    private interface Step {
        void of(GodoService service) throws Exception;
    }

    private static void inParallel(Step step) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var steps = LEARNERS.stream()
                    .map(service -> threads.submit(() -> {
                        step.of(service);
                        return null;
                    }))
                    .toList();
            for (var one : steps) {
                one.get();
            }
        }
    }
}
