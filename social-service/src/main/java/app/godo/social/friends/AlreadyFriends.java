package app.godo.social.friends;

import app.godo.wire.problem.Refusal;

/** There is nothing left to ask for. */
final class AlreadyFriends extends Refusal {
    AlreadyFriends() {
        super(Kind.CONFLICT, "already-friends", "You are friends already.");
    }
}
