package app.godo.social;

import static io.restassured.RestAssured.given;

import app.godo.wire.testing.Person;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a person does with the app. */
public final class Phone {

    private static final String FRIENDS = "/api/v1/users/friends";
    private static final String REQUESTS = FRIENDS + "/requests";
    private static final String BLOCKS = "/api/v1/users/blocks/";

    public static ValidatableResponse ask(Person person, UUID other) {
        return send(person, Map.of("user_id", other));
    }

    /** Asks, and gives the id of the request. */
    public static String asked(Person person, Person other) {
        return ask(person, other.id()).statusCode(201).extract().path("id");
    }

    public static ValidatableResponse send(Person person, Object body) {
        return as(person)
                .contentType(ContentType.JSON)
                .body(body)
                .post(REQUESTS)
                .then();
    }

    public static ValidatableResponse accept(Person person, String request) {
        return as(person).post(REQUESTS + "/" + request + "/accept").then();
    }

    public static ValidatableResponse decline(Person person, String request) {
        return as(person).post(REQUESTS + "/" + request + "/decline").then();
    }

    public static ValidatableResponse cancel(Person person, String request) {
        return as(person).delete(REQUESTS + "/" + request).then();
    }

    public static ValidatableResponse requests(Person person, String query) {
        return as(person).get(REQUESTS + query).then();
    }

    public static List<String> incoming(Person person) {
        return requests(person, "?direction=incoming").statusCode(200).extract().path("items.id");
    }

    public static List<String> outgoing(Person person) {
        return requests(person, "?direction=outgoing").statusCode(200).extract().path("items.id");
    }

    public static ValidatableResponse friendList(Person person, String query) {
        return as(person).get(FRIENDS + "/list" + query).then();
    }

    public static List<String> friends(Person person) {
        return friendList(person, "").statusCode(200).extract().path("items.id");
    }

    public static ValidatableResponse end(Person person, Person friend) {
        return as(person).delete(FRIENDS + "/" + friend.id()).then();
    }

    public static ValidatableResponse block(Person person, UUID other) {
        return as(person).post(BLOCKS + other).then();
    }

    public static ValidatableResponse unblock(Person person, Person other) {
        return as(person).delete(BLOCKS + other.id()).then();
    }

    private static RequestSpecification as(Person person) {
        return given().auth().oauth2(person.token());
    }

    private Phone() {}
}
