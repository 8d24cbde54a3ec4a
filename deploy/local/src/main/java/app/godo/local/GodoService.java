package app.godo.local;

import java.util.Arrays;
import java.util.Optional;

/** The eight services: what each is called, where it listens, and how much room it gets. */
public enum GodoService {
    GATEWAY("gateway", 0, 128),
    USERS("user-service", 1, 128),
    EVENTS("event-service", 2, 128),
    SWIPES("swipe-service", 3, 128),
    SOCIAL("social-service", 4, 128),
    RECOMMENDATION("recommendation-service", 5, 256),
    INGESTION("ingestion-service", 6, 128),
    NOTIFICATIONS("notification-service", 7, 128);

    private final String module;
    private final int portOffset;
    private final int heapMegabytes;

    GodoService(String module, int portOffset, int heapMegabytes) {
        this.module = module;
        this.portOffset = portOffset;
        this.heapMegabytes = heapMegabytes;
    }

    /** The name of its Maven module, by which people call it. */
    public String module() {
        return module;
    }

    int portOffset() {
        return portOffset;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    static Optional<GodoService> named(String module) {
        return Arrays.stream(values())
                .filter(service -> service.module.equals(module))
                .findFirst();
    }
}
