package app.godo.events.appealing;

import app.godo.wire.problem.Refusal;

/** An appeal is heard once. */
final class AppealDecided extends Refusal {
    AppealDecided() {
        super(Kind.CONFLICT, "appeal-decided", "Your appeal was heard and decided.");
    }
}
