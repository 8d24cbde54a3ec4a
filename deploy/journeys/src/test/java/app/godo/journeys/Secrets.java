package app.godo.journeys;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is for its owner's eyes alone. The app puts it here as it comes to know it, so that it can be looked for when all is done. */
final class Secrets {

    enum Kind {
        MAIL_ADDRESS,
        PASSWORD,
        ACCESS_TOKEN,
        REFRESH_TOKEN,
        LETTER_TOKEN,
        PHONE_NUMBER,
        PUSH_TOKEN,
        NOTE,
        BIRTH_DATE
    }

    private static final Map<String, Kind> ALL = new ConcurrentHashMap<>();

    /** The same secret. */
    static String keep(Kind kind, String secret) {
        ALL.put(secret, kind);
        return secret;
    }

    static Map<String, Kind> all() {
        return Map.copyOf(ALL);
    }

    private Secrets() {}
}
