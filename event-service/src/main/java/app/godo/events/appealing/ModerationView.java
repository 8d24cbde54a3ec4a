package app.godo.events.appealing;

import java.time.Instant;

/**
 * What became of an Event that the caller submitted.
 *
 * @param moderationStatus {@code pending}, {@code approved} or {@code rejected}
 * @param reason of the last decision, null where none was given or nobody has decided
 * @param decidedAt null while nobody has decided
 * @param appeal what the author said to it, null for nothing
 */
record ModerationView(String moderationStatus, String reason, Instant decidedAt, Appeal appeal) {

    /**
     * @param settledAt when a moderator decided again, null while that is awaited
     */
    record Appeal(String words, Instant appealedAt, Instant settledAt) {}
}
