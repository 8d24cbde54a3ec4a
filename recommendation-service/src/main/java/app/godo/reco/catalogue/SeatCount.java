package app.godo.reco.catalogue;

import java.time.Instant;

/**
 * How the seats of an Event stood.
 *
 * @param going seats taken
 * @param waiting how many waited for one
 * @param version the Event's {@code attendance_version}, by which counts are told apart; {@link #HEARSAY} when whoever told does
 *     not count, null in a Fact from before Facts said so
 * @param at when it was told
 */
record SeatCount(int going, int waiting, Long version, Instant at) {

    /** Any count is better. */
    static final long HEARSAY = -1;

    /** By version; the clock only decides where there is none. */
    boolean replaces(SeatCount known) {
        return version == null || known.version == null || version.equals(known.version)
                ? !at.isBefore(known.at)
                : version > known.version;
    }

    boolean saysTheSameAs(SeatCount known) {
        return going == known.going && waiting == known.waiting;
    }
}
