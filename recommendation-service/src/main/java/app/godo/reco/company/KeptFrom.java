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
 * are blocked, so all of it is read each second, rather than something for each feed. An Event that the last read cannot
 * have known of is kept from everyone until the next one, and so are all Events of people when it cannot be read.
 */
@ApplicationScoped
public class KeptFrom {

    private static final String ALL = "select event_id, person_id from reco.kept_from()";
    private static final Duration BELIEVED_FOR = Duration.ofSeconds(5);

    private final Catalogue catalogue;
    private final Transactions transactions;
    private final Clock clock;
    private volatile Read last = new Read(Map.of(), Set.of(), 0, Instant.MIN);

    /**
     * @param events all that people had put in and that were live before it was read
     * @param revision another number whenever it says something else
     */
    private record Read(Map<UUID, Set<UUID>> peopleByEvent, Set<UUID> events, long revision, Instant at) {

        Read next(Map<UUID, Set<UUID>> peopleByEvent, Set<UUID> events, Instant at) {
            var same = peopleByEvent.equals(this.peopleByEvent) && events.equals(this.events);
            return new Read(peopleByEvent, events, same ? revision : revision + 1, at);
        }
    }

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
                || !read.events().contains(event.id())
                || read.peopleByEvent().getOrDefault(event.id(), Set.of()).contains(userId);
    }

    /** Another number whenever something else is kept from somebody: a deck may then be another. */
    public long revision() {
        return last.revision();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        var now = clock.instant();
        var events = catalogue.live().userGenerated();
        if (events.isEmpty()) {
            last = last.next(Map.of(), events, now);
            return Uni.createFrom().voidItem();
        }
        return transactions
                .sqlAsWorker(connection -> connection.query(ALL).execute())
                .invoke(rows -> last = last.next(
                        StreamSupport.stream(rows.spliterator(), false)
                                .collect(Collectors.groupingBy(
                                        row -> row.getUUID("event_id"),
                                        Collectors.mapping(row -> row.getUUID("person_id"), Collectors.toSet()))),
                        events,
                        now))
                .onFailure()
                .invoke(away -> Log.warnf("what blocks hide was not read: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
