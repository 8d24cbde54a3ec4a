package app.godo.events.submitting;

import app.godo.wire.problem.Refusal;

/** Whoever changes what others may change too says which version they saw. */
final class MatchRequired extends Refusal {
    MatchRequired() {
        super(
                Kind.PRECONDITION_MISSING,
                "if-match-required",
                "Send If-Match with the ETag of the event as you read it.");
    }
}
