package app.godo.ingestion.ical;

import app.godo.ingestion.reading.Borough;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.Point;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.regex.Pattern;

/** Where a VEVENT takes place. */
record IcalPlace(ObjectNode event) {

    private static final Pattern ON_A_SCREEN = Pattern.compile(
            "(?i)^\\W*(?:online|virtual|zoom|webinar|livestream|google meet|microsoft teams)(?:\\s+(?:event|meeting|only|via zoom))?\\W*$"
                    + "|^https?://\\S*(?:zoom\\.us|meet\\.google|teams\\.microsoft|webex|jit\\.si)\\S*$");

    private static final Pattern NAME_AND_ADDRESS =
            Pattern.compile("([^(),\\n]{1,200}?)\\s*\\(([^()]{1,500}\\d{5})\\)");

    void addTo(Draft draft) {
        var location = IcalEvent.text(event, "LOCATION");
        if (location == null || location.isBlank()) {
            if (event.has("CONFERENCE") || event.has("X-GOOGLE-CONFERENCE")) {
                draft.online();
            }
            draft.point(point());
            return;
        }
        if (ON_A_SCREEN.matcher(location.strip()).matches()) {
            draft.online();
            return;
        }
        // a bracket, a line or a comma parts the name from the address, but a number is the beginning of a street
        var bracketed = NAME_AND_ADDRESS.matcher(location.strip());
        var parts = bracketed.matches()
                ? new String[] {bracketed.group(1), bracketed.group(2)}
                : location.strip().split("\\s*[,\\n]\\s*", 2);
        var street = parts[0].matches("\\d+[ -].*");
        var address = parts.length < 2 ? null : street ? location : parts[1];
        draft.place(parts[0], address == null ? null : address.replaceAll("\\s*\\n\\s*", ", "))
                .borough(Borough.inAddress(location))
                .point(point());
    }

    private Point point() {
        var geo = IcalEvent.raw(event, "GEO");
        var numbers = (geo == null || geo.length() > 100 ? "" : geo).split("[;,]");
        if (numbers.length == 2) {
            return Point.of(degrees(numbers[0]), degrees(numbers[1]));
        }
        var apple = IcalEvent.raw(event, "X-APPLE-STRUCTURED-LOCATION");
        var pair = (apple == null || apple.length() > 100 ? "" : apple.replaceFirst("(?i)^geo:", "")).split(",");
        return pair.length == 2 ? Point.of(degrees(pair[0]), degrees(pair[1])) : null;
    }

    private static Double degrees(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
