package app.godo.journeys;

/** What recommendation-service keeps of a person in Redis. */
final class Vectors {

    /** What all swipes of a person add up to. */
    record Sum(long score, long likes, long evidence) {}

    /** How many swipes a person's vector holds, 0 when there is none. */
    static long swipesLearnt(String redis, String user) {
        return field(redis, user, "n");
    }

    /** The three sums, which recommendation-service packs into one number: score · 2^40 + likes · 2^20 + evidence. */
    static Sum sum(String redis, String user) {
        long packed = field(redis, user, "all");
        return new Sum(packed >> 40, packed >> 20 & 0xF_FFFF, packed & 0xF_FFFF);
    }

    private static long field(String redis, String user, String field) {
        try (var asked = new Redis(redis)) {
            var value = asked.word("HGET", "{%s}:taste".formatted(user), field);
            return value == null ? 0 : Long.parseLong(value);
        }
    }

    private Vectors() {}
}
