package app.godo.social.groups;

import app.godo.wire.problem.Refusal;

/** What creates something has to be safe to send again. */
final class KeyRequired extends Refusal {
    KeyRequired() {
        super(
                Kind.MALFORMED,
                "idempotency-key-required",
                "Send an Idempotency-Key: a UUID of your own for each new group.");
    }
}
