package app.godo.local;

import app.godo.servers.CannotStart;
import app.godo.servers.Ports;

/** Every port of the fleet, counted from the gateway's. */
record PortPlan(int base) {
    static final int DEFAULT_BASE = 8080;
    private static final int LAST_OFFSET = 18;

    PortPlan {
        if (base < 1024 || base + LAST_OFFSET > 65_535) {
            throw new CannotStart(
                    "GODO_PORT must be between 1024 and %d, so that the %d ports after it exist; it is %d."
                            .formatted(65_535 - LAST_OFFSET, LAST_OFFSET, base));
        }
    }

    /** What {@code GODO_PORT} says, or the default. */
    static PortPlan from(String setting) {
        if (setting == null || setting.isBlank()) {
            return new PortPlan(DEFAULT_BASE);
        }
        try {
            return new PortPlan(Integer.parseInt(setting.strip()));
        } catch (NumberFormatException e) {
            throw new CannotStart("GODO_PORT must be a number; it is \"%s\".".formatted(setting), e);
        }
    }

    /** Where all of them are free now. */
    static PortPlan anywhere() {
        return new PortPlan(Ports.firstFree(1 + LAST_OFFSET));
    }

    int of(GodoService service) {
        return base + service.portOffset();
    }

    /** Where a service says how it is: the gateway keeps that off its public port. */
    int health(GodoService service) {
        return service == GodoService.GATEWAY ? base + 9 : of(service);
    }

    /** Where the demo city's sources are served. */
    int sources() {
        return base + 14;
    }

    Ports servers() {
        return new Ports(base + 15, base + 16, base + 17, base + LAST_OFFSET);
    }

    void requireFree() {
        for (var service : GodoService.values()) {
            Ports.requireFree(service.module(), of(service));
        }
        Ports.requireFree("the gateway's health", health(GodoService.GATEWAY));
        Ports.requireFree("the demo city", sources());
        servers().requireFree();
    }
}
