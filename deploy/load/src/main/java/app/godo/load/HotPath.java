package app.godo.load;

import java.util.function.Function;

/** What the app does most. */
enum HotPath {
    FEED("feed", 1, 25, crowd -> "/events/feed?limit=20", null),
    EVENT_READ("event read", 1, 2, crowd -> "/events/" + crowd.anyEvent(), null),
    /** As long a page as the peer's. */
    CALENDAR("calendar", 1, 2, crowd -> "/swipes/calendar?limit=50", null),
    SWIPE("single swipe", 1, 1.5, crowd -> Swipes.PATH, crowd -> Swipes.one(crowd.anyEvent())),
    TEN_SWIPES("ten swipes at once", 10, 10, crowd -> Swipes.PATH, crowd -> Swipes.many(crowd.anyEvents(10))),
    /** Of a large catalogue; the peer has none. */
    SEARCH("search", 1, 0, crowd -> Searches.any(), null);

    private final String words;
    private final int things;
    private final double asked;
    private final Function<Crowd, String> path;
    private final Function<Crowd, String> body;

    HotPath(String words, int things, double asked, Function<Crowd, String> path, Function<Crowd, String> body) {
        this.words = words;
        this.things = things;
        this.asked = asked;
        this.path = path;
        this.body = body;
    }

    /** How many things one request does. */
    int things() {
        return things;
    }

    /** How many times the peer's things a second the project asks of itself. */
    double asked() {
        return asked;
    }

    String path(Crowd crowd) {
        return "/api/v1" + path.apply(crowd);
    }

    /** Whether it has a body, and so is a POST. */
    boolean writes() {
        return body != null;
    }

    String body(Crowd crowd) {
        return body.apply(crowd);
    }

    @Override
    public String toString() {
        return words;
    }
}
