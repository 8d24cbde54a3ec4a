package app.godo.social.standing;

import app.godo.wire.problem.Refusal;

/** The caller sees the group, but is not who does this in it. */
public final class NotAllowed extends Refusal {

    private NotAllowed(String code, String detail) {
        super(Kind.FORBIDDEN, code, detail);
    }

    /** For who is not in the group. */
    public static NotAllowed membersOnly() {
        return new NotAllowed("members-only", "This is for the members of the group.");
    }

    /** For who is in the group and does not run it, or runs it less. */
    public static NotAllowed role(String needed) {
        return new NotAllowed("role-required", "This is for %s of the group.".formatted(needed));
    }
}
