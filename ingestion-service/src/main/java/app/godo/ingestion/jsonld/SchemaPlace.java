package app.godo.ingestion.jsonld;

import static app.godo.ingestion.reading.LenientJson.number;

import app.godo.ingestion.reading.Borough;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.Point;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Map;

/** Where a schema.org Event takes place; with several places, the first. */
record SchemaPlace(JsonNode event, Map<String, JsonNode> byId) {

    void addTo(Draft draft) {
        var mode = String.join(" ", Nodes.lastWords(event.path("eventAttendanceMode")));
        var places = new ArrayList<JsonNode>();
        var screen = false;
        for (var each : Nodes.several(resolved(event.path("location")))) {
            var place = resolved(each);
            if (Nodes.types(place).anyMatch("VirtualLocation"::equals)) {
                screen = true;
            } else {
                places.add(place);
            }
        }
        if (mode.contains("Online") || screen && places.isEmpty()) {
            draft.online();
            return;
        }
        if (mode.contains("Mixed") || screen) {
            draft.hybrid();
        }
        if (!places.isEmpty()) {
            add(places.getFirst(), draft);
        }
    }

    private void add(JsonNode place, Draft draft) {
        if (place.isTextual()) {
            draft.place(place.textValue(), (String) null);
            return;
        }
        var name = name(place);
        var said = Nodes.first(resolved(place.path("address")));
        var address = said.isMissingNode() && place.has("streetAddress") ? place : resolved(said);
        if (address.isTextual()) {
            draft.place(name, address.textValue()).borough(Borough.inAddress(address.textValue()));
        } else {
            var city = Nodes.words(address.path("addressLocality"));
            var region = Nodes.words(address.path("addressRegion"));
            var postalCode = Nodes.words(address.path("postalCode"));
            var street = Nodes.words(address.path("streetAddress"));
            draft.placeAt(name == null ? street : name, street, city, region, postalCode)
                    .borough(Borough.of(city, region, postalCode));
        }
        var geo = Nodes.first(resolved(place.path("geo")));
        var at = geo.isObject() ? geo : place;
        draft.point(Point.of(number(at, "latitude"), number(at, "longitude")));
    }

    /** The name of the first place, null when there is none. */
    String name() {
        var place = resolved(Nodes.first(resolved(event.path("location"))));
        return place.isTextual() ? place.textValue() : name(place);
    }

    private static String name(JsonNode place) {
        return Nodes.words(place.path("name"));
    }

    private JsonNode resolved(JsonNode node) {
        return Nodes.resolved(node, byId);
    }
}
