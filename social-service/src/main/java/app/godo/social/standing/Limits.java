package app.godo.social.standing;

import app.godo.wire.problem.Refusal;
import io.vertx.pgclient.PgException;

/** What the database does not let happen in a group, whoever comes first. */
public final class Limits {

    /** Names what a constraint refuses; for {@code onFailure().transform}. */
    public static Throwable named(Throwable failure) {
        if (failure instanceof PgException refused && refused.getConstraint() != null) {
            return switch (refused.getConstraint()) {
                case "group_full" -> new GroupFull();
                case "group_keeps_an_admin" -> new LastAdmin();
                default -> failure;
            };
        }
        return failure;
    }

    private Limits() {}

    /** Everybody who may be in it is. */
    static final class GroupFull extends Refusal {
        GroupFull() {
            super(Kind.CONFLICT, "group-full", "This group has as many members as it may have.");
        }
    }

    /** Without one nobody could run the group. */
    static final class LastAdmin extends Refusal {
        LastAdmin() {
            super(Kind.CONFLICT, "last-admin", "A group keeps an admin: make somebody else one first.");
        }
    }
}
