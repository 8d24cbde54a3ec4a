package app.godo.notifications.realtime;

import io.quarkus.websockets.next.CloseReason;

/** Why a socket is closed: the codes of the protocol {@code godo.v1}. */
enum Closing {
    AUTH(4401, "sign in again"),
    TOO_SLOW(4408, "frames were not taken"),
    TOO_MUCH(4429, "too many frames");

    final CloseReason reason;

    Closing(int code, String words) {
        this.reason = new CloseReason(code, words);
    }
}
