package app.godo.events.catalogue;

import java.util.UUID;

/**
 * What a Source tells of an Event.
 *
 * @param eventId of the Event it becomes or is
 * @param externalId the Source's own id
 * @param fingerprint of the draft
 * @param listing as it came, kept to be able to say who told what
 */
public record Told(UUID eventId, String externalId, Draft draft, byte[] fingerprint, Object listing) {}
