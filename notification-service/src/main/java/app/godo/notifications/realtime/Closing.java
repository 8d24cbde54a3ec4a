package app.godo.notifications.realtime;

import io.quarkus.websockets.next.CloseReason;

/** Why a socket is closed: the codes of the protocol {@code godo.v1}, and what RFC 6455 has. */
enum Closing {
    GOING_AWAY(1001, "this replica stops"),
    TOO_LARGE(1009, "this frame is too large"),
    TRY_AGAIN(1013, "try again later"),
    AUTH(4401, "sign in again"),
    TOO_SLOW(4408, "frames were not taken"),
    TOO_MUCH(4429, "too many frames or sockets");

    final CloseReason reason;

    Closing(int code, String words) {
        this.reason = new CloseReason(code, words);
    }
}
