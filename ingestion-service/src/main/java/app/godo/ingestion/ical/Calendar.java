package app.godo.ingestion.ical;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.reading.Rows;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.mangstadt.vinnie.SyntaxStyle;
import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataListener;
import com.github.mangstadt.vinnie.io.VObjectReader;
import com.github.mangstadt.vinnie.io.Warning;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A file of calendars, taken apart: what they say of themselves, the other names of their zones with the offsets that these have, and
 * each VEVENT as an object {@code {"DTSTART": [{"value": "20261009T180000", "tzid": "America/New_York"}], …}}. What VTIMEZONEs say of
 * a zone that IANA knows is not looked at: plugins write it wrong.
 */
final class Calendar {

    /** Properties that hold nothing an Event is made of, and much of it: people and alarms. */
    private static final List<String> LEFT_OUT =
            List.of("ATTENDEE", "ORGANIZER", "COMMENT", "CONTACT", "X-APPLE-MAPKIT-HANDLE", "X-WP-IMAGES-URL");

    /** A description in HTML, kept where there is no other. */
    static final String STYLED = "X-ALT-DESC";

    private static final int LONGEST_VALUE = 60_000;
    private static final int MOST_VALUES = 200;

    final Map<String, String> about = new HashMap<>();
    final Map<String, String> zoneNames = new HashMap<>();
    final Map<String, Set<String>> zoneOffsets = new HashMap<>();
    final List<ObjectNode> events = new ArrayList<>();

    /** @throws FeedFailure when it holds no calendar */
    static Calendar of(String text) {
        var calendar = new Calendar();
        var listener = calendar.new Parts();
        // what does not say its version is of today, with one blank for a fold and quotes about a zone
        var syntax = SyntaxRules.iCalendar();
        syntax.setDefaultSyntaxStyle(SyntaxStyle.NEW);
        try (var reader = new VObjectReader(new StringReader(text), syntax)) {
            reader.parse(listener);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!listener.calendarSeen) {
            throw new FeedFailure("The feed is not the calendar that was expected");
        }
        return calendar;
    }

    private final class Parts implements VObjectDataListener {

        private boolean calendarSeen;
        private ObjectNode event;
        private String zone;

        @Override
        public void onComponentBegin(String name, Context context) {
            switch (name.toUpperCase(Locale.ROOT)) {
                case "VCALENDAR" -> calendarSeen = true;
                case "VEVENT" -> event = JsonNodeFactory.instance.objectNode();
                case "VTIMEZONE" -> zone = null;
                default -> {}
            }
        }

        @Override
        public void onComponentEnd(String name, Context context) {
            if (name.equalsIgnoreCase("VEVENT") && event != null) {
                if (events.size() == Rows.MOST) {
                    throw new FeedFailure("The feed has more than %d rows".formatted(Rows.MOST));
                }
                if (event.has("DESCRIPTION")) {
                    event.remove(STYLED);
                }
                events.add(event);
                event = null;
            }
        }

        @Override
        public void onProperty(VObjectProperty property, Context context) {
            var parents = context.getParentComponents();
            var parent = parents.isEmpty() ? "" : parents.getLast().toUpperCase(Locale.ROOT);
            var name = property.getName().toUpperCase(Locale.ROOT);
            switch (parent) {
                case "VCALENDAR" -> about.putIfAbsent(name, property.getValue());
                case "VTIMEZONE" -> {
                    if (name.equals("TZID")) {
                        zone = property.getValue();
                    } else if (name.equals("X-LIC-LOCATION") && zone != null) {
                        zoneNames.putIfAbsent(zone, property.getValue());
                    }
                }
                case "STANDARD", "DAYLIGHT" -> {
                    if (zone != null && name.equals("TZOFFSETTO")) {
                        zoneOffsets
                                .computeIfAbsent(zone, none -> new HashSet<>())
                                .add(property.getValue().strip());
                    }
                }
                case "VEVENT" -> {
                    if (event != null && !LEFT_OUT.contains(name)) {
                        put(name, property);
                    }
                }
                default -> {}
            }
        }

        private void put(String name, VObjectProperty property) {
            var values = event.get(name) instanceof ArrayNode several ? several : event.putArray(name);
            if (values.size() < MOST_VALUES) {
                var value = property.getValue();
                var entry = values.addObject();
                entry.put("value", value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value);
                for (var parameter : List.of("TZID", "RANGE", "FMTTYPE")) {
                    var said = property.getParameters().first(parameter);
                    if (said != null) {
                        entry.put(parameter.toLowerCase(Locale.ROOT), said);
                    }
                }
            }
        }

        @Override
        public void onVersion(String value, Context context) {
            // 1.0 and 2.0 differ in nothing that is read here
        }

        @Override
        public void onWarning(Warning warning, VObjectProperty property, Exception cause, Context context) {
            // a line that is none costs itself
        }
    }
}
