package app.godo.ingestion.testing;

import app.godo.wire.testing.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the application where the portal of the tests will be, which stands for everybody that Sources are read from, and what keys
 * there are; each test opens its own {@link Portal} there.
 */
public class PortalAddress implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        var portal = "http://127.0.0.1:" + FreePort.any();
        var standIns = Stream.of(
                        "https://data.cityofnewyork.us",
                        "https://www.eventbriteapi.com",
                        "https://app.ticketmaster.com",
                        "https://api.seatgeek.com",
                        "https://api.meetup.com",
                        "https://api.lu.ma",
                        "https://feeds.example")
                .map(origin -> origin + "=" + portal)
                .collect(Collectors.joining(","));
        var config = new HashMap<>(Map.of("godo.sources.nyc-parks.url", portal, "godo.feeds.stand-ins", standIns));
        Map.of(
                        "eventbrite", "https://www.eventbriteapi.com",
                        "ticketmaster", "https://app.ticketmaster.com",
                        "seatgeek", "https://api.seatgeek.com",
                        "meetup", "https://api.meetup.com")
                .forEach((name, origin) -> {
                    config.put("godo.source-keys.%s.secret".formatted(name), "s3cret-" + name);
                    config.put("godo.source-keys.%s.origin".formatted(name), origin);
                });
        return config;
    }

    @Override
    public void stop() {}
}
