package app.godo.events.catalogue;

import java.time.ZoneId;

/** Names of time zones that Java and Postgres both know. */
public final class Zones {

    /** Java alone has these. */
    private static final String JAVA_ONLY = "SystemV/";

    public static boolean isKnown(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) && !name.startsWith(JAVA_ONLY);
    }

    private Zones() {}
}
