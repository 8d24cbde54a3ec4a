package app.godo.wire.caller;

import io.smallrye.mutiny.Uni;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Where it is on record which sessions are over, for when Redis does not say: the database, in every service that has one. */
public interface SessionRecord {

    /** The sessions some of whose access tokens may still live, and until when. */
    Uni<Map<UUID, Instant>> recentlyEnded();
}
