package app.godo.events.submitting;

import app.godo.wire.events.EventView;

import java.util.List;
import java.util.UUID;
import jakarta.validation.constraints.Size;

/**
 * A series that was submitted.
 *
 * @param seriesId of each of its Events
 * @param items its Events, the soonest first
 */
record SeriesView(
        UUID seriesId, @Size(max = Occurrences.MOST) List<EventView> items) {}
