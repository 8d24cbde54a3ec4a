package app.godo.contract;

import static app.godo.contract.Recorder.object;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** The part of the {@link Walk} that people go together: a group, who is in it, what it plans, what is said. */
final class GroupsWalk {

    private final Recorder recorder;
    private final Doors doors;
    private final Person ada;
    private final Person ben;
    private final Person chen;

    GroupsWalk(Recorder recorder, Doors doors, Person ada, Person ben, Person chen) {
        this.recorder = recorder;
        this.doors = doors;
        this.ada = ada;
        this.ben = ben;
        this.chen = chen;
    }

    void go(String event) throws IOException, InterruptedException {
        var walkers = object().put("name", "Sunday walkers")
                .put("description", "Parks, then coffee.")
                .put("privacy_level", "public")
                .put("max_members", 20);
        var group = Map.of(
                "id", recorder.ask(ada, "POST", "/groups", walkers).at("/id").asText());
        recorder.ask(ada, "GET", "/groups", null);
        recorder.ask(ada, "GET", "/groups/{id}", group, null);
        recorder.ask(ada, "PATCH", "/groups/{id}", group, object().put("name", "Sunday wanderers"));
        invites(group.get("id"));
        members(group);
        plans(group, event);
        chat(group);
        ada.send("GET", Recorder.filled("/groups/{id}", group), null);
        recorder.ask(ada, "DELETE", "/groups/{id}", group, null);
    }

    private void invites(String group) throws IOException, InterruptedException {
        for (var times = 0; times < 2; times++) {
            recorder.ask(ada, "POST", "/groups/invites", to(group, ben));
        }
        var bens = recorder.ask(ben, "GET", "/groups/invites", null);
        recorder.ask(
                ben,
                "POST",
                "/groups/invites/{id}/accept",
                Map.of("id", bens.at("/items/0/id").asText()),
                null);
        var chens = recorder.ask(ada, "POST", "/groups/invites", to(group, chen));
        recorder.ask(
                chen,
                "POST",
                "/groups/invites/{id}/decline",
                Map.of("id", chens.at("/id").asText()),
                null);
        var anybody = object().put("group_id", group)
                .put("link", true)
                .put("max_uses", 5)
                .put("days", 7);
        var link = recorder.ask(ada, "POST", "/groups/invites", anybody);
        recorder.ask(
                Person.joins(doors, "ivo"),
                "POST",
                "/groups/invites/join",
                object().put("token", link.at("/token").asText()));
        recorder.ask(
                ada,
                "DELETE",
                "/groups/invites/{id}",
                Map.of("id", link.at("/id").asText()),
                null);
    }

    private static ObjectNode to(String group, Person person) {
        return object().put("group_id", group).put("user_id", person.id());
    }

    private void members(Map<String, String> group) throws IOException, InterruptedException {
        var jo = Person.joins(doors, "jo");
        for (var times = 0; times < 2; times++) {
            recorder.ask(jo, "POST", "/groups/{id}/members", group, object().put("user_id", jo.id()));
        }
        recorder.ask(ada, "GET", "/groups/{id}/members", group, null);
        recorder.ask(
                ada,
                "PATCH",
                "/groups/{id}/members/{user_id}",
                with(group, "user_id", ben.id()),
                object().put("role", "moderator"));
        recorder.ask(jo, "DELETE", "/groups/{id}/members/{user_id}", with(group, "user_id", jo.id()), null);
    }

    private void plans(Map<String, String> group, String event) throws IOException, InterruptedException {
        var proposed = object().put("event_id", event).put("quorum", "majority").put("at_least", 2);
        var id = recorder.ask(ada, "POST", "/groups/{id}/events", group, proposed)
                .at("/id")
                .asText();
        recorder.ask(ada, "POST", "/groups/{id}/events", group, proposed);
        var plan = with(group, "plan_id", id);
        recorder.ask(ben, "PUT", "/groups/{id}/events/{plan_id}/votes/me", plan, object().put("vote", "yes"));
        recorder.ask(ada, "GET", "/groups/{id}/events", group, null);
        recorder.ask(ada, "GET", "/groups/{id}/events/{plan_id}", plan, null);
        recorder.ask(ada, "POST", "/groups/{id}/events/{plan_id}/decide", plan, null);
        recorder.ask(ada, "DELETE", "/groups/{id}/events/{plan_id}", plan, null);
    }

    private void chat(Map<String, String> group) throws IOException, InterruptedException {
        var words = words("Shall we meet at the fountain at ten?");
        var id = recorder.ask(ada, "POST", "/groups/{id}/messages", group, words)
                .at("/id")
                .asText();
        recorder.ask(ada, "POST", "/groups/{id}/messages", group, words);
        var message = with(group, "message_id", id);
        recorder.ask(
                ada,
                "PATCH",
                "/groups/{id}/messages/{message_id}",
                message,
                object().put("body", "Shall we meet at the fountain at eleven?"));
        recorder.ask(ben, "GET", "/groups/{id}/messages", group, null);
        recorder.ask(ben, "PUT", "/groups/{id}/messages/read", group, object().put("up_to", id));
        recorder.ask(ben, "GET", "/groups/{id}/messages/read", group, null);
        recorder.ask(
                ben, "POST", "/groups/{id}/messages/{message_id}/reports", message, object().put("reason", "spam"));
        recorder.ask(ada, "GET", "/groups/{id}/messages/reported", group, null);
        recorder.ask(ada, "DELETE", "/groups/{id}/messages/{message_id}", message, null);
    }

    private static ObjectNode words(String body) {
        return object().put("body", body).put("client_msg_id", UUID.randomUUID().toString());
    }

    private static Map<String, String> with(Map<String, String> group, String name, String value) {
        return Map.of("id", group.get("id"), name, value);
    }
}
