package app.godo.ingestion.sources;

import app.godo.ingestion.fetching.FeedFailure;

/**
 * Reads payloads of one kind, e.g. iCalendar files. A Reader knows a form, not a Source: which Source, where it is and how it is
 * to be read are a row's.
 */
public interface Reader {

    /** The kind's name, e.g. {@code nyc-parks} or {@code ical}. */
    String kind();

    /**
     * Reads one payload. What cannot be read of it is an {@link Row.Unreadable} with a reason that a person can act on, never a
     * failure.
     *
     * @throws FeedFailure when the payload as a whole is not of this kind
     */
    Readout read(Payload payload, SourceSettings settings);
}
