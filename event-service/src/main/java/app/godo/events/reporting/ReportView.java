package app.godo.events.reporting;

import java.time.Instant;
import java.util.UUID;

/**
 * What the caller reported of an Event.
 *
 * @param note null for none
 */
record ReportView(UUID eventId, String reason, String note, Instant reportedAt) {}
