package app.godo.gateway.forwarding;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops asking a service that does not answer, so that nobody waits for it in vain and it can recover: opens when ten of the last
 * twenty requests failed, and lets one through after each pause to see. What it hears of are heads of answers, not whole
 * answers, and it may hear that nobody knows, because the client went away: the libraries' breakers have no word for that, and
 * would call a service well or ill for what its clients do.
 */
final class Breaker {

    private static final int TOO_MANY = 10;
    private static final int LAST_TWENTY = (1 << 20) - 1;

    private enum State {
        CLOSED,
        OPEN,
        /** One request is on its way to see. */
        PROBING
    }

    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private volatile State state = State.CLOSED;
    /** A bit for each of the last, 1 for one that failed. */
    private volatile int outcomes;

    private long openedAt;
    private int opened;

    Breaker(Duration pause, LongSupplier nanoTime) {
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether a request may be sent now; who sends it tells what came of it. */
    boolean admits() {
        return state == State.CLOSED || admitsProbe();
    }

    private synchronized boolean admitsProbe() {
        if (state == State.OPEN && nanoTime.getAsLong() - openedAt >= pauseNanos) {
            state = State.PROBING;
            return true;
        }
        return state == State.CLOSED;
    }

    /** The head of an answer came, whatever it said. */
    void succeeded() {
        if (state != State.CLOSED || outcomes != 0) {
            recover();
        }
    }

    private synchronized void recover() {
        switch (state) {
            case CLOSED -> outcomes = outcomes << 1 & LAST_TWENTY;
            case PROBING -> {
                state = State.CLOSED;
                outcomes = 0;
            }
            case OPEN -> {} // asked before it opened: the next probe will tell
        }
    }

    /** The service hung up, took no connection, or took too long. */
    synchronized void failed() {
        outcomes = (outcomes << 1 | 1) & LAST_TWENTY;
        if (state == State.PROBING || state == State.CLOSED && Integer.bitCount(outcomes) >= TOO_MANY) {
            state = State.OPEN;
            openedAt = nanoTime.getAsLong();
            opened++;
        }
    }

    /** It is not known what the service would have said. */
    synchronized void unknown() {
        if (state == State.PROBING) {
            state = State.OPEN;
        }
    }

    boolean isOpen() {
        return state != State.CLOSED;
    }

    /** How often it has opened. */
    synchronized int opened() {
        return opened;
    }
}
