package app.godo.ingestion.fetching;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Nothing more can be had for longer than a run waits. */
public final class FeedResting extends FeedFailure {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final transient Instant until;

    /** @param why a sentence without its full stop */
    public FeedResting(String why, Instant until) {
        super("%s: the rest is read from %s on".formatted(why, CLOCK.format(until)));
        this.until = until;
    }

    public Instant until() {
        return until;
    }
}
