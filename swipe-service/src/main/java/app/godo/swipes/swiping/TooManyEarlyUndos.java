package app.godo.swipes.swiping;

import app.godo.wire.problem.Refusal;

/** More swipes were undone before they came than a phone sends at once. */
final class TooManyEarlyUndos extends Refusal {
    TooManyEarlyUndos() {
        super(Kind.CONFLICT, "too-many-early-undos", "Too many swipes were undone that never came: send them first.");
    }
}
