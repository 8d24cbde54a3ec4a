package app.godo.journeys;

import static app.godo.journeys.App.object;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Nine people, one of each privacy level with each visibility, each the only one who goes to an Event of their own; and everybody
 * else they may be to somebody.
 */
final class Acquaintance {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final List<String> CATEGORIES = List.of("music", "fitness", "community");

    /** What somebody is to all nine. */
    enum Viewer {
        SELF,
        FRIEND,
        FRIEND_OF_FRIEND,
        STRANGER,
        /** By each of them. */
        BLOCKED,
        /** Of each of them. */
        BLOCKER,
        MODERATOR
    }

    /**
     * One who goes.
     *
     * @param level the privacy level: {@code private}, {@code friends_only}, {@code public}
     * @param visibility of this attendance: {@code private}, {@code friends}, {@code public}
     */
    record Owner(App app, String level, String visibility, String event) {

        String id() {
            return app.id();
        }

        String name() {
            return app.name;
        }

        /** The rule (spec R-ATT-3): a block beats everything, then the stricter of level and visibility; moderators are strangers. */
        boolean isSeenBy(Viewer viewer) {
            var hides = level.equals("private") || visibility.equals("private");
            var shows = level.equals("public") && visibility.equals("public");
            return switch (viewer) {
                case SELF -> true;
                case BLOCKED, BLOCKER -> false;
                case FRIEND -> !hides;
                case FRIEND_OF_FRIEND, STRANGER, MODERATOR -> shows;
            };
        }

        /** Whether the person is, whatever they do. */
        boolean isKnownTo(Viewer viewer) {
            return switch (viewer) {
                case SELF, FRIEND -> true;
                case BLOCKED, BLOCKER -> false;
                case FRIEND_OF_FRIEND, STRANGER, MODERATOR -> level.equals("public");
            };
        }

        @Override
        public String toString() {
            return "who is %s and goes for %s eyes".formatted(level, visibility);
        }
    }

    private final List<Owner> owners = new ArrayList<>();
    private final Map<Viewer, App> viewers = new EnumMap<>(Viewer.class);

    static Acquaintance of(String gateway) {
        return new Acquaintance(gateway);
    }

    private Acquaintance(String gateway) {
        for (var viewer : Viewer.values()) {
            viewers.put(viewer, App.of(gateway, "Viewer " + viewer));
        }
        var moderator = viewers.get(Viewer.MODERATOR);
        Sql.run("update users.users set roles = '{user,moderator}' where id = '%s'".formatted(moderator.id()));
        moderator.signIn();
        befriend(viewers.get(Viewer.FRIEND_OF_FRIEND), viewers.get(Viewer.FRIEND));
        for (var level : List.of("private", "friends_only", "public")) {
            for (var visibility : List.of("private", "friends", "public")) {
                owners.add(ownerOf(gateway, level, visibility));
            }
        }
    }

    private Owner ownerOf(String gateway, String level, String visibility) {
        var app = App.of(gateway, "Quokka " + owners.size());
        app.send("PATCH", "/users/profile", object().put("privacy_level", level))
                .expect(200);
        befriend(viewers.get(Viewer.FRIEND), app);
        app.post("/users/blocks/" + viewers.get(Viewer.BLOCKED).id(), null).expect(204);
        viewers.get(Viewer.BLOCKER).post("/users/blocks/" + app.id(), null).expect(204);
        var event = event();
        app.send(
                        "PUT",
                        "/events/" + event + "/attendance",
                        object().put("status", "going").put("visibility", visibility))
                .expect(200);
        return new Owner(app, level, visibility, event);
    }

    /** Submitted by the viewer whom nobody knows, and approved. */
    private String event() {
        var begins = day().atTime(LocalTime.of(19, 0)).atZone(NEW_YORK).toInstant();
        var event = viewers.get(Viewer.SELF)
                .post(
                        "/events",
                        object().put("title", "Potluck " + owners.size())
                                .put("date_time", begins.toString())
                                .put("location_name", "A kitchen in Astoria")
                                .put("category", CATEGORIES.get(owners.size() % CATEGORIES.size())))
                .expect(201)
                .at("/id")
                .asText();
        viewers.get(Viewer.MODERATOR)
                .post("/moderation/events/" + event + "/approve", object())
                .expect(200);
        return event;
    }

    private static void befriend(App one, App other) {
        var request = one.post("/users/friends/requests", object().put("user_id", other.id()))
                .expect(201)
                .at("/id")
                .asText();
        other.post("/users/friends/requests/%s/accept".formatted(request), null).expect(200);
    }

    /** The day of all nine Events, on which the city has none of its own. */
    static LocalDate day() {
        return LocalDate.now(NEW_YORK).plusDays(25);
    }

    List<Owner> owners() {
        return owners;
    }

    Owner owner(String level, String visibility) {
        return owners.stream()
                .filter(owner -> owner.level.equals(level) && owner.visibility.equals(visibility))
                .findFirst()
                .orElseThrow();
    }

    /** The app of whoever is that to the owner. */
    App as(Viewer viewer, Owner owner) {
        return viewer == Viewer.SELF ? owner.app : viewers.get(viewer);
    }
}
