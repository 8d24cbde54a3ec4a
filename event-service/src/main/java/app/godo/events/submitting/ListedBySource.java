package app.godo.events.submitting;

import app.godo.wire.problem.Refusal;

/** What a Source tells would be told again. */
final class ListedBySource extends Refusal {
    ListedBySource() {
        super(Kind.CONFLICT, "listed-by-source", "This event is told by its sources, and changes when they do.");
    }
}
