package app.godo.events.catalogue;

import app.godo.wire.events.EventSource;

import java.util.List;
import java.util.UUID;

/**
 * What Sources tell of an Event.
 *
 * @param eventId of the Event it becomes or is
 * @param sources who tells what of it
 * @param mergedInto the Event that takes its place, null for one that stands for itself
 */
public record Told(UUID eventId, Draft draft, List<EventSource> sources, UUID mergedInto) {}
