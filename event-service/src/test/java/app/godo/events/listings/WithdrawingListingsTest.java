package app.godo.events.listings;

import static app.godo.events.listings.Catalogued.eventOf;
import static app.godo.events.listings.Catalogued.take;
import static app.godo.events.listings.Catalogued.told;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.events.testing.Api;
import app.godo.events.testing.Told;
import app.godo.wire.facts.EventFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

/** R-GAP-11: on what terms a Listing is used, and what is left when these end. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class WithdrawingListingsTest {

    private final Person reader = Person.joined();

    @Test
    @DisplayName(
            "R-GAP-11: of an Event that nobody else lists nothing is left but when it was; told once, and repeated without effect")
    void nothing_is_left() {
        var listed = Listed.concert().titled("Quagga recital " + UUID.randomUUID());
        var event = told(listed);
        var guest = Person.joined();
        Api.attend(guest, event, "going").statusCode(200);

        take(listed.withdrawn());
        take(listed.withdrawn());

        Api.read(reader, event)
                .body("title", is("No longer listed"))
                .body("schedule_status", is("unconfirmed"))
                .body("date_time", is(listed.startsAt().toString()))
                .body("description", nullValue())
                .body("external_url", nullValue())
                .body("latitude", nullValue())
                .body("sources", empty());
        assertNull(eventOf(listed));
        assertEquals(
                0, Database.count("select count(*) from events.events as e where e::text like '%Quagga recital%'"));
        var facts = Told.of(event);
        assertEquals(2, facts.size());
        assertInstanceOf(EventFact.Changed.class, facts.getLast());
        assertTrue(facts.getLast().event().withdrawn());
        Api.read(guest, event).body("my_attendance", is("going"));
        Api.attend(reader, event, "going").statusCode(404);
    }

    @Test
    @DisplayName("R-GAP-11: what was called off before is not in doubt again")
    void what_was_called_off_stays_so() {
        var listed = Listed.concert();
        var event = told(listed);
        take(listed.status("cancelled").seen());

        take(listed.withdrawn());

        Api.read(reader, event).body("title", is("No longer listed")).body("schedule_status", is("cancelled"));
    }

    @Test
    @DisplayName("R-GAP-11: an Event that others list too is as these tell it, and so is what was merged into it")
    void others_are_believed() {
        var park = Listed.concert();
        var second = park.by("ticketmaster").with("description", "<p>Okapi on the keys.</p>");
        var event = told(second);
        assertEquals(event, told(park));

        take(second.withdrawn());

        Api.read(reader, event)
                .body("schedule_status", is("scheduled"))
                .body("description", is("Bring a friend."))
                .body("sources.source", is(List.of(Listed.SOURCE)));
        assertEquals(
                0, Database.count("select count(*) from events.events as e where e::text like '%Okapi on the keys%'"));
    }

    @Test
    @DisplayName(
            "R-GAP-11: what the terms of a Source want said is told with the Event, also when only the terms are new")
    void who_has_to_be_named_is() {
        var listed = Listed.concert();
        var event = told(listed);

        take(listed.seenOn("CC BY-SA 4.0", "Zorilla Listings"));

        Api.read(reader, event)
                .body("sources.attribution", hasItem("Zorilla Listings"))
                .body("sources.redistributable", hasItem(true));
    }

    @Test
    void one_that_was_never_known_is_no_matter() {
        take(Listed.concert().withdrawn());
    }
}
