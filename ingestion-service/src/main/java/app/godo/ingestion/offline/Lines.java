package app.godo.ingestion.offline;

import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.SourceSettings;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.ListingFact.Listing;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Readout as JSON lines: Events under the names that they have on the wire, times with the offset of their place. */
final class Lines {

    private final PrintStream out;
    private final SourceSettings settings;

    Lines(PrintStream out, SourceSettings settings) {
        this.out = out;
        this.settings = settings;
    }

    /** What a payload lists twice in the same words is one Event, and set aside in other words: as in a run. */
    void print(String kind, Path file, Readout readout) {
        Map<String, Listing> seen = new HashMap<>();
        List<Row.Unreadable> quarantined = new ArrayList<>();
        var merged = 0;
        for (var row : readout.rows()) {
            switch (row) {
                case Row.Unreadable bad -> quarantined.add(bad);
                case Row.Read good -> {
                    var earlier = seen.putIfAbsent(good.externalId(), good.listing());
                    if (earlier == null) {
                        out.println(event(good));
                    } else if (earlier.equals(good.listing())) {
                        merged++;
                    } else {
                        quarantined.add(new Row.Unreadable(
                                good.externalId(), "The feed lists this id more than once", good.raw()));
                    }
                }
            }
        }
        quarantined.forEach(bad -> out.println(quarantined(bad)));
        var summary = object("summary")
                .put("kind", kind)
                .put("file", file.getFileName().toString())
                .put("at", settings.at().toString())
                .put("rows", readout.size())
                .put("events", seen.size())
                .put("quarantined", quarantined.size())
                .put("merged", merged)
                .put("broken", readout.broken());
        var passedOver = summary.putObject("passed_over");
        readout.passedOver().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(reason -> passedOver.put(reason.getKey(), reason.getValue()));
        var warnings = summary.putArray("warnings");
        readout.warnings().forEach(warnings::add);
        out.println(summary);
    }

    private ObjectNode event(Row.Read row) {
        var listing = row.listing();
        var zone = ZoneId.of(listing.timeZone());
        var event = object("event")
                .put("source", settings.name())
                .put("external_id", row.externalId())
                .put("title", listing.title())
                .put("description", listing.description())
                .put("date_time", time(listing.startsAt(), zone))
                .put("end_time", time(listing.endsAt(), zone))
                .put("time_zone", listing.timeZone())
                .put("all_day", listing.allDay())
                .put("time_tbd", listing.timeTbd())
                .put("schedule_status", listing.scheduleStatus() == null ? "scheduled" : listing.scheduleStatus())
                .put("location_kind", listing.locationKind())
                .put("location_name", listing.locationName())
                .put("location_address", listing.locationAddress())
                .put("latitude", listing.latitude())
                .put("longitude", listing.longitude())
                .put("borough", listing.borough())
                .put("category", listing.category());
        var tags = event.putArray("tags");
        listing.tags().forEach(tags::add);
        event.put("price_min", listing.priceMin())
                .put("price_max", listing.priceMax())
                .put("currency", listing.currency())
                .put("price_known", listing.priceKnown())
                .put("is_free", listing.free())
                .put("image_url", listing.imageUrl())
                .put("external_url", listing.url())
                .put("capacity", listing.capacity())
                .put("remaining", listing.remaining())
                .put("series_id", listing.seriesId());
        var performers = event.putArray("performers");
        listing.performers().forEach(performers::add);
        var links = event.putArray("links");
        listing.links().forEach(links::add);
        accessibility(event.putObject("accessibility_info"), listing.accessibility());
        return event;
    }

    /** Only what the Source says. */
    private void accessibility(ObjectNode info, ListingFact.Accessibility said) {
        if (said == null) {
            return;
        }
        put(info, "step_free", said.stepFree());
        put(info, "asl", said.asl());
        put(info, "captions", said.captions());
        put(info, "quiet_space", said.quietSpace());
        put(info, "gender_neutral_restroom", said.genderNeutralRestroom());
        if (said.notes() != null) {
            info.put("notes", said.notes());
        }
        info.put("source", settings.name());
    }

    private static void put(ObjectNode info, String name, Boolean said) {
        if (said != null) {
            info.put(name, said);
        }
    }

    private static String time(Instant moment, ZoneId zone) {
        return moment == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(zone));
    }

    private ObjectNode quarantined(Row.Unreadable row) {
        return object("quarantined")
                .put("source", settings.name())
                .put("external_id", row.externalId())
                .put("reason", row.reason())
                .set("raw", row.raw());
    }

    private static ObjectNode object(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
