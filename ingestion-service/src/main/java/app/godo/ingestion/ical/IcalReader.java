package app.godo.ingestion.ical;

import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.SourceSettings;

import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/**
 * iCalendar feeds (RFC 5545). A series becomes its occurrences around the moment of reading, each a Listing of its own; what a feed
 * says of a single occurrence is said in its place.
 */
public final class IcalReader implements Reader {

    @Override
    public String kind() {
        return "ical";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        var calendar = Calendar.of(payload.text());
        var reading = new CalendarReading(calendar, settings);
        calendar.events.stream()
                .collect(Collectors.groupingBy(IcalEvent::uid, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(reading::group);
        return reading.end();
    }
}
