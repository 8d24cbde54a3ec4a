package app.godo.wire.leasing;

/** Someone else runs the job by now: whatever this holder was about to write is not written. */
public final class LeaseLost extends RuntimeException {
    LeaseLost(Lease lease) {
        super("the lease on %s with fence %d is over".formatted(lease.job(), lease.fence()), null, false, false);
    }
}
