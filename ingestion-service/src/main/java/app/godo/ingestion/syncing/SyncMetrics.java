package app.godo.ingestion.syncing;

import app.godo.ingestion.syncing.Runs.Counts;
import app.godo.ingestion.syncing.Runs.LastSuccess;
import app.godo.ingestion.syncing.Runs.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jakarta.enterprise.context.ApplicationScoped;

/** What an operator looks at: rows by what became of them, how long runs take, how long ago the last good one was. */
@ApplicationScoped
class SyncMetrics {

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Instant> lastSuccesses = new ConcurrentHashMap<>();

    SyncMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Rows of one batch. */
    void counted(Run run, Counts counts) {
        count(run, "new", counts.added());
        count(run, "changed", counts.changed());
        count(run, "unchanged", counts.unchanged());
        count(run, "merged", counts.merged());
        count(run, "quarantined", counts.quarantined());
        count(run, "passed_over", counts.passedOver());
    }

    void finished(Run run, Outcome outcome, Duration took, Instant at) {
        count(run, "vanished", outcome.vanished());
        meters.timer("godo.sync.duration", "source", run.source.name(), "state", outcome.state())
                .record(took);
        if (!outcome.state().equals("failed")) {
            succeeded(new LastSuccess(run.lease.job(), at));
        }
    }

    /** Every replica shows the age, whichever ran the job: an alert holds when two periods have passed. */
    void succeeded(LastSuccess last) {
        if (lastSuccesses.put(last.job(), last.at()) == null) {
            TimeGauge.builder("godo.job.last.success.age", this, TimeUnit.MILLISECONDS, self -> Duration.between(
                                    self.lastSuccesses.get(last.job()), self.clock.instant())
                            .toMillis())
                    .tag("job", last.job())
                    .register(meters);
        }
    }

    private void count(Run run, String outcome, int rows) {
        meters.counter("godo.sync.rows", "source", run.source.name(), "outcome", outcome)
                .increment(rows);
    }
}
