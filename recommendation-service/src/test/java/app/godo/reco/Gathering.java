package app.godo.reco;

import static org.awaitility.Awaitility.await;

import app.godo.reco.catalogue.Catalogue;
import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.arc.Arc;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Events as event-service leaves them: a row, and a Fact that tells of it. */
public final class Gathering {

    private final UUID id = Ids.next();
    private String title = "Gathering " + id;
    private String category = "music";
    private String neighborhood = "Harlem";
    private String venue = "Somewhere";
    private String borough = "Manhattan";
    private List<String> tags = List.of();
    private Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(3));
    private Integer price;
    private Integer capacity;
    private Double latitude;
    private Double longitude;
    private String accessibility = "{}";
    private UUID author;

    public static Gathering of(String category) {
        var gathering = new Gathering();
        gathering.category = category;
        return gathering;
    }

    public Gathering titled(String title) {
        this.title = title;
        return this;
    }

    public Gathering in(String neighborhood) {
        this.neighborhood = neighborhood;
        return this;
    }

    public Gathering at(String venue) {
        this.venue = venue;
        return this;
    }

    public Gathering tagged(String... tags) {
        this.tags = List.of(tags);
        return this;
    }

    public Gathering starting(Instant start) {
        this.start = start;
        return this;
    }

    public Gathering costing(int cents) {
        this.price = cents;
        return this;
    }

    public Gathering seating(int capacity) {
        this.capacity = capacity;
        return this;
    }

    public Gathering at(double latitude, double longitude) {
        this.latitude = latitude;
        this.longitude = longitude;
        return this;
    }

    public Gathering accessible(String json) {
        this.accessibility = json;
        return this;
    }

    public Gathering by(UUID author) {
        this.author = author;
        return this;
    }

    /** Writes the row without telling anyone. */
    public EventView written() {
        Database.sql(
                """
                insert into events.events (id, title, date_time, location_name, neighborhood, borough, category, tags,
                        price_min, price_known, capacity, latitude, longitude, source, created_by_user_id,
                        moderation_status, accessibility_info)
                values ($1, $2, $3, $16, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'approved', $15)""",
                id,
                title,
                start.atOffset(ZoneOffset.UTC),
                neighborhood,
                borough,
                category,
                tags.toArray(String[]::new),
                price,
                price != null,
                capacity,
                latitude,
                longitude,
                author == null ? "test" : "user_generated",
                author,
                new JsonObject(accessibility),
                venue);
        return view(id);
    }

    /** Writes the row, tells of it, and waits until the service knows. */
    public EventView published() {
        var event = written();
        told(event);
        known(event);
        return event;
    }

    /** All of them, told at once. */
    public static List<EventView> published(Gathering... gatherings) {
        var events = Arrays.stream(gatherings).map(Gathering::written).toList();
        events.parallelStream().forEach(Gathering::told);
        events.forEach(Gathering::known);
        return events;
    }

    /** The Event as its row is now. */
    public static EventView view(UUID id) {
        return EventRows.view(new Row(Database.sql("select * from events.event_cards where id = $1", id)
                .getFirst()));
    }

    /** Calls it off, and waits until the service knows. */
    public static void cancel(EventView event) {
        Database.sql(
                "update events.events set schedule_status = 'cancelled', version = version + 1 where id = $1",
                event.id());
        Topic.publish(new EventFact.Cancelled(Ids.next(), Instant.now(), view(event.id())));
        await().until(() -> !live(event.id()));
    }

    /** Moves it to another time and tells of it. */
    public static void move(EventView event, Instant start) {
        Database.sql(
                "update events.events set date_time = $2, version = version + 1 where id = $1",
                event.id(),
                start.atOffset(ZoneOffset.UTC));
        Topic.publish(new EventFact.Changed(Ids.next(), Instant.now(), view(event.id())));
    }

    private static void told(EventView event) {
        Topic.publish(new EventFact.Published(Ids.next(), Instant.now(), event));
    }

    private static void known(EventView event) {
        await().atMost(Duration.ofSeconds(20)).until(() -> live(event.id()));
    }

    private static boolean live(UUID id) {
        return Arc.container().instance(Catalogue.class).get().live().byId().containsKey(id);
    }
}
