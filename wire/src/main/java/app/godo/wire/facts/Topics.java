package app.godo.wire.facts;

/**
 * The topics of the fleet. Partitions and retention are in {@code deploy/servers} ({@code topics.properties}); each topic has
 * a dead-letter topic beside it.
 */
public final class Topics {

    /** Swipes, by swipe-service, keyed by user. */
    public static final String SWIPES = "swipes";

    /** Who attends what, by event-service, keyed by Event. */
    public static final String ATTENDANCE = "attendance";

    /** What the Sources list, by ingestion-service, keyed by source and external id. */
    public static final String EVENTS_INGESTED = "events-ingested";

    /** Events as they are, by event-service, keyed by Event. */
    public static final String EVENTS = "events";

    /** Accounts and sessions, by user-service, keyed by user. */
    public static final String USERS = "users";

    /** Friendships and blocks, by social-service, keyed by the pair of people; groups, keyed by the group. */
    public static final String SOCIAL = "social";

    /** Where the Facts of a topic go that no consumer can ever use. */
    public static String deadLettersOf(String topic) {
        return topic + ".dlq";
    }

    private Topics() {}
}
