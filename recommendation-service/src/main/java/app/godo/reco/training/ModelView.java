package app.godo.reco.training;

import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * A model of the deck that is kept.
 *
 * @param state {@code live} for the one that serves, {@code retired} once it has, {@code rejected} when it never did
 * @param report see {@link Report}
 * @param promotedAt when it last began to serve, null when it never did
 * @param learnedUntil the last swipe that it has seen
 */
record ModelView(
        long version,
        String state,
        Map<String, Object> report,
        Instant trainedAt,
        Instant promotedAt,
        Instant learnedUntil) {

    static ModelView of(Row row) {
        return new ModelView(
                row.getLong("version"),
                row.getString("state"),
                row.getJsonObject("report").getMap(),
                instant(row.getOffsetDateTime("trained_at")),
                instant(row.getOffsetDateTime("promoted_at")),
                instant(row.getOffsetDateTime("learned_until")));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
