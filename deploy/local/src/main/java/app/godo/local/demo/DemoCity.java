package app.godo.local.demo;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A few people who live in the demo city: they know each other and have swiped a little. Done again on a city that has
 * them, it changes nothing.
 */
public final class DemoCity {
    /** The password of every demo person; the fleet they live in listens on loopback only. */
    public static final String PASSWORD = "demo walks by the river";

    /** Whoever tries the city out first. */
    public static final String FIRST = "ada@example.org";

    private static final int SECONDS_FOR_EVENTS = 90;
    private static final List<String> DIRECTIONS = List.of("right", "down", "up", "left", "right", "down");

    private final String gateway;

    private DemoCity(String gateway) {
        this.gateway = gateway;
    }

    /** Fills the city behind the gateway, and says in a few words what is there. */
    public static String fill(String gateway) throws IOException, InterruptedException {
        return new DemoCity(gateway).fill();
    }

    private String fill() throws IOException, InterruptedException {
        var ada = person(FIRST, "Ada Okafor", "1994-05-17", "music", "nature");
        var ben = person("ben@example.org", "Ben Alvarez", "1990-11-02", "sports", "fitness");
        var chen = person("chen@example.org", "Chen Li", "1998-02-20", "visual_arts", "education");
        var dina = person("dina@example.org", "Dina Rossi", "1987-08-30", "family", "outdoors");
        befriend(ada, ben);
        befriend(ada, chen);
        befriend(ben, dina);
        if (awaitEvents(ada) == 0) {
            return "4 people, no event yet";
        }
        int swiped = 0;
        for (var person : List.of(ada, ben, chen, dina)) {
            swiped += swipeALittle(person);
        }
        return swiped == 0 ? "as it was" : "4 people, 3 friendships, " + swiped + " swipes";
    }

    private Visitor person(String email, String fullName, String birthDate, String... tastes)
            throws IOException, InterruptedException {
        return new Visitor(gateway, email, PASSWORD).signUp(fullName, birthDate, tastes);
    }

    private static void befriend(Visitor one, Visitor other) throws IOException, InterruptedException {
        for (var friend : one.get("/users/friends/list").expect(200).body().at("/items")) {
            if (friend.at("/id").asText().equals(other.id())) {
                return;
            }
        }
        // where each has asked the other, they are friends
        one.post("/users/friends/requests", Visitor.JSON.createObjectNode().put("user_id", other.id()))
                .expect(201, 409);
        other.post("/users/friends/requests", Visitor.JSON.createObjectNode().put("user_id", one.id()))
                .expect(201, 409);
    }

    /** The first sync of the city's source has to run, and its listings to become events. */
    private static int awaitEvents(Visitor visitor) throws IOException, InterruptedException {
        for (int second = 0; second < SECONDS_FOR_EVENTS; second++) {
            int found = visitor.get("/events/feed?limit=20")
                    .expect(200)
                    .body()
                    .at("/items")
                    .size();
            if (found >= 10) {
                return found;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        return 0;
    }

    private static int swipeALittle(Visitor visitor) throws IOException, InterruptedException {
        for (var list : List.of("calendar", "saved", "liked")) {
            if (!visitor.get("/swipes/" + list).expect(200).body().at("/items").isEmpty()) {
                return 0;
            }
        }
        var batch = Visitor.JSON.createObjectNode();
        var swipes = batch.putArray("swipes");
        var deck = visitor.get("/events/feed?limit=" + DIRECTIONS.size())
                .expect(200)
                .body();
        for (var card : deck.at("/items")) {
            swipes.addObject()
                    .put("event_id", card.at("/event/id").asText())
                    .put("direction", DIRECTIONS.get(swipes.size() - 1));
        }
        visitor.post("/swipes/", batch).expect(200);
        return swipes.size();
    }
}
