package app.godo.reco.feed;

import static io.restassured.RestAssured.given;

import app.godo.wire.testing.Person;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The feed as a client sees it. */
final class Feeds {

    /** Asks for a feed, with parameters in pairs. */
    static ValidatableResponse feed(Person person, Object... parameters) {
        var request = given().auth().oauth2(person.token());
        for (var i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i].toString(), parameters[i + 1].toString());
        }
        return request.get("/api/v1/events/feed").then();
    }

    /** A feed that is there. */
    static JsonPath deck(Person person, Object... parameters) {
        return feed(person, parameters).statusCode(200).extract().jsonPath();
    }

    static List<String> idsIn(JsonPath deck) {
        return deck.getList("items.event.id");
    }

    static List<String> categoriesIn(JsonPath deck) {
        return deck.getList("items.event.category");
    }

    /** The reasons of one Event of a deck, by code. */
    static Map<String, Map<String, Object>> whyOf(JsonPath deck, Object eventId) {
        var whys = new LinkedHashMap<String, Map<String, Object>>();
        List<Map<String, Object>> list = deck.getList("items.find { it.event.id == '" + eventId + "' }.why");
        list.forEach(why -> whys.put(why.get("code").toString(), why));
        return whys;
    }

    /** All ids from the first page to the last, as they come. */
    static List<String> pagedThrough(Person person, JsonPath first, Object... parameters) {
        var ids = new ArrayList<>(idsIn(first));
        var page = first;
        while (page.getBoolean("has_more")) {
            var next = new ArrayList<>(List.of(parameters));
            next.addAll(List.of("cursor", page.getString("next_cursor")));
            page = deck(person, next.toArray());
            ids.addAll(idsIn(page));
        }
        return ids;
    }

    private Feeds() {}
}
