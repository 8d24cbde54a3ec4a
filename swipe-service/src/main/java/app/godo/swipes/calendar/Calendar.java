package app.godo.swipes.calendar;

import app.godo.wire.events.EventSource;
import app.godo.wire.events.EventView;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.property.Classification;
import biweekly.property.DateEnd;
import biweekly.property.DateStart;
import biweekly.property.Geo;
import biweekly.property.Image;
import biweekly.property.Status;
import biweekly.property.Transparency;
import biweekly.util.Duration;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A calendar as its programs read it. What has not changed is written alike each time: only an Event's own times are in it. Times
 * are in UTC, which every program shows where its reader is; a day is a day wherever that is.
 */
record Calendar(String text) {

    private static final String HOW_OFTEN = "PT1H";

    /** Control characters other than what breaks lines: nothing a calendar may hold. */
    private static final String UNPRINTABLE = "[\\p{Cc}&&[^\\r\\n\\t]]";

    static Calendar of(List<EventView> events) {
        var calendar = new ICalendar();
        calendar.setProductId("-//Godo//Godo//EN");
        calendar.setName("Godo");
        calendar.setExperimentalProperty("X-WR-CALNAME", "Godo");
        calendar.setRefreshInterval(Duration.parse(HOW_OFTEN));
        calendar.setExperimentalProperty("X-PUBLISHED-TTL", HOW_OFTEN);
        events.forEach(event -> calendar.addEvent(entry(event)));
        return new Calendar(Folding.folded(written(calendar)));
    }

    /** The same for the same text, another for another. */
    String digest() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static VEvent entry(EventView event) {
        var entry = new VEvent();
        var updated = Date.from(event.updatedAt());
        entry.setUid(event.id() + "@godo.app");
        entry.setDateTimeStamp(updated);
        entry.setLastModified(updated);
        entry.setSequence(Math.toIntExact(event.version()));
        entry.setStatus(statusOf(event));
        entry.setTransparency(
                "going".equals(event.myAttendance()) ? Transparency.opaque() : Transparency.transparent());
        entry.setClassification(Classification.private_());
        entry.setSummary(printable(event.title()));
        entry.setLocation(printable(
                event.locationAddress() == null
                        ? event.locationName()
                        : event.locationName() + ", " + event.locationAddress()));
        entry.addCategories(event.category());
        setTimes(entry, event);
        var words = wordsOf(event);
        if (!words.isEmpty()) {
            entry.setDescription(printable(words));
        }
        if (event.latitude() != null) {
            entry.setGeo(new Geo(event.latitude(), event.longitude()));
        }
        if (event.externalUrl() != null) {
            entry.setUrl(address(event.externalUrl()));
        }
        if (event.imageUrl() != null) {
            entry.addImage(new Image((String) null, address(event.imageUrl())));
        }
        return entry;
    }

    /** Whatever Sources want said of them is said wherever the Event is shown; what they say only where they let it be handed on. */
    private static String wordsOf(EventView event) {
        return Stream.concat(
                        Stream.of(event.descriptionToHandOn()),
                        event.sources().stream().map(EventSource::attribution).distinct())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n\n"));
    }

    private static Status statusOf(EventView event) {
        return switch (event.scheduleStatus()) {
            case "cancelled" -> Status.cancelled();
            case "postponed", "unconfirmed" -> Status.tentative();
            default -> Status.confirmed();
        };
    }

    private static void setTimes(VEvent entry, EventView event) {
        if (!event.allDay() && !event.timeTbd()) {
            entry.setDateStart(Date.from(event.dateTime()));
            entry.setDateEnd(Date.from(event.overAt()));
            return;
        }
        var zone = ZoneId.of(event.timeZone());
        var first = LocalDate.ofInstant(event.dateTime(), zone);
        var over = event.overAt().atZone(zone);
        var dayAfter = over.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? over.toLocalDate()
                : over.toLocalDate().plusDays(1);
        entry.setDateStart(new DateStart(date(first), false));
        entry.setDateEnd(new DateEnd(date(dayAfter), false));
    }

    /** The library writes a date as the machine's own zone has it. */
    private static Date date(LocalDate day) {
        return Date.from(day.atStartOfDay(ZoneId.systemDefault()).toInstant());
    }

    private static String printable(String text) {
        return text.replaceAll(UNPRINTABLE, "");
    }

    /** An address is written as it is: what would begin another line has no place in it. */
    private static String address(String url) {
        return url.replaceAll("[\\p{Cc}\\s]", "");
    }

    private static String written(ICalendar calendar) {
        var text = new StringWriter();
        try (var writer = new ICalWriter(text, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(null); // it counts characters
            writer.write(calendar);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
