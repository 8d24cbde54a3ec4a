package app.godo.wire.facts;

import static java.util.Objects.requireNonNull;

import app.godo.wire.events.EventView;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Published by event-service on {@link Topics#EVENTS}, keyed by Event: each carries the whole Event as anyone may see it. */
public sealed interface EventFact extends Fact {

    /** The Event after the change, without anything of a caller's own. Its {@code version} never goes back. */
    EventView event();

    @Override
    default String key() {
        return event().id().toString();
    }

    @Override
    default String topic() {
        return Topics.EVENTS;
    }

    /** An Event can be seen by everyone from now on. */
    @FactType("app.godo.event.published.v1")
    record Published(UUID factId, Instant at, EventView event) implements EventFact {
        public Published {
            requireNonNull(event, "no event");
        }
    }

    /**
     * Something about a public Event is otherwise than before.
     *
     * @param changed the names of the Event's fields that are; null in a Fact from before they were told
     */
    @FactType("app.godo.event.changed.v1")
    record Changed(UUID factId, Instant at, EventView event, List<String> changed) implements EventFact {
        public Changed {
            requireNonNull(event, "no event");
        }

        /** A change of which nobody says what it was. */
        public Changed(UUID factId, Instant at, EventView event) {
            this(factId, at, event, null);
        }
    }

    /** A public Event will not take place. */
    @FactType("app.godo.event.cancelled.v1")
    record Cancelled(UUID factId, Instant at, EventView event) implements EventFact {
        public Cancelled {
            requireNonNull(event, "no event");
        }
    }
}
