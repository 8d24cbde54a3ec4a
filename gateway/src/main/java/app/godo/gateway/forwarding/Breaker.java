package app.godo.gateway.forwarding;

import java.time.Duration;
import java.util.Optional;
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

    /** A service that is only ever written to must be found well again, too. */
    private static final int PAUSES_BEFORE_A_WRITE = 5;

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
    /** How often it has closed: what was asked before says nothing of the service as it is now. */
    private volatile int era;

    private long openedAt;
    private long probingSince;
    private Ticket probe;
    private int opened;

    Breaker(Duration pause, LongSupplier nanoTime) {
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Whether a request may be sent now; who sends it tells its ticket what came of it.
     *
     * @param harmless whether it has come whole and may be lost: nothing else goes to see, unless nothing of the kind comes
     */
    Optional<Ticket> admit(boolean harmless) {
        return state == State.CLOSED ? Optional.of(new Ticket()) : admitProbe(harmless);
    }

    private synchronized Optional<Ticket> admitProbe(boolean harmless) {
        if (state == State.CLOSED) {
            return Optional.of(new Ticket());
        }
        var now = nanoTime.getAsLong();
        var probing = state == State.PROBING && now - probingSince < pauseNanos;
        if (probing || now - openedAt < (harmless ? pauseNanos : PAUSES_BEFORE_A_WRITE * pauseNanos)) {
            return Optional.empty();
        }
        // a probe of which nothing was heard for so long is given up
        state = State.PROBING;
        probingSince = now;
        probe = new Ticket();
        return Optional.of(probe);
    }

    /** One request that was let through. Lives on the request's event loop. */
    final class Ticket {

        private int admittedIn = era;
        private boolean told;

        /** The head of an answer came, whatever it said. */
        void succeeded() {
            if (isFirst() && (state != State.CLOSED || outcomes != 0)) {
                recover(this);
            }
        }

        /** The service hung up, took no connection, or took too long. */
        void failed() {
            if (isFirst()) {
                fail(this);
            }
        }

        /** It is not known what the service would have said. */
        void unknown() {
            if (isFirst()) {
                forget(this);
            }
        }

        /** The head had come, and what should have followed did not. */
        void brokeOff() {
            fail(this);
        }

        private boolean isFirst() {
            var first = !told;
            told = true;
            return first;
        }
    }

    private synchronized void recover(Ticket ticket) {
        if (state == State.CLOSED && ticket.admittedIn == era) {
            outcomes = outcomes << 1 & LAST_TWENTY;
        } else if (ticket == probe) {
            state = State.CLOSED;
            outcomes = 0;
            era++;
            ticket.admittedIn = era;
            probe = null;
        }
    }

    private synchronized void fail(Ticket ticket) {
        if (state == State.CLOSED && ticket.admittedIn == era) {
            outcomes = (outcomes << 1 | 1) & LAST_TWENTY;
            if (Integer.bitCount(outcomes) >= TOO_MANY) {
                open();
            }
        } else if (ticket == probe) {
            open();
        }
    }

    private void open() {
        state = State.OPEN;
        probe = null;
        openedAt = nanoTime.getAsLong();
        opened++;
    }

    private synchronized void forget(Ticket ticket) {
        if (ticket == probe) {
            state = State.OPEN;
            probe = null;
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
