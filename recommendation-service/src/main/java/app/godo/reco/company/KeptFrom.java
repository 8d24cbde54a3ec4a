package app.godo.reco.company;

import app.godo.reco.catalogue.Catalogue;
import app.godo.reco.catalogue.LiveEvent;
import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * From whom an Event is kept because they and its author have blocked one another. Few Events have an author and few authors
 * are blocked, so all of it is read each second, rather than something for each feed. When it cannot be read, Events of
 * people are kept from everyone.
 */
@ApplicationScoped
public class KeptFrom {

    private static final String ALL = "select event_id, person_id from reco.kept_from()";
    private static final Duration BELIEVED_FOR = Duration.ofSeconds(5);

    private final Catalogue catalogue;
    private final Transactions transactions;
    private final Clock clock;
    private volatile Read last = new Read(Map.of(), Instant.MIN);

    private record Read(Map<UUID, Set<UUID>> peopleByEvent, Instant at) {}

    KeptFrom(Catalogue catalogue, Transactions transactions, Clock clock) {
        this.catalogue = catalogue;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether this person shall not see the Event. */
    public boolean keeps(LiveEvent event, UUID userId) {
        if (!event.told().isUserGenerated()) {
            return false;
        }
        var read = last;
        return read.at().isBefore(clock.instant().minus(BELIEVED_FOR))
                || read.peopleByEvent().getOrDefault(event.id(), Set.of()).contains(userId);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        var now = clock.instant();
        if (!catalogue.live().hasUserGenerated()) {
            last = new Read(Map.of(), now);
            return Uni.createFrom().voidItem();
        }
        return transactions
                .sqlAsWorker(connection -> connection.query(ALL).execute())
                .invoke(rows -> last = new Read(
                        StreamSupport.stream(rows.spliterator(), false)
                                .collect(Collectors.groupingBy(
                                        row -> row.getUUID("event_id"),
                                        Collectors.mapping(row -> row.getUUID("person_id"), Collectors.toSet()))),
                        now))
                .onFailure()
                .invoke(away -> Log.warnf("what blocks hide was not read: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
