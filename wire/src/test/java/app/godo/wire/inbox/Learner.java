package app.godo.wire.inbox;

import app.godo.wire.Scratch;
import app.godo.wire.facts.SwipeFact;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.enterprise.context.ApplicationScoped;

/** A consumer as every service has one; its effect counts how often it saw a Fact, and fails for some. */
@ApplicationScoped
public class Learner {

    /** Swipes on this Event hurt the database. */
    static final UUID POISONOUS = UUID.fromString("01987e00-0000-7000-8000-00000000dead");

    /** Swipes on this Event lead where a policy lets nobody. */
    static final UUID FORBIDDEN = UUID.fromString("01987e00-0000-7000-8000-0000f0bbdde0");

    /** Swipes on this Event fail a few times, as in an outage. */
    static final UUID FLAKY = UUID.fromString("01987e00-0000-7000-8000-00000000f1a7");

    private final Inbox inbox;
    private final AtomicInteger outages = new AtomicInteger(3);

    Learner(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("swipes")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.once("learner", records, SwipeFact.class, this::learn);
    }

    private Uni<Void> learn(SwipeFact fact) {
        if (fact.eventId().equals(FLAKY) && outages.getAndDecrement() > 0) {
            return Uni.createFrom().failure(new IllegalStateException("a passing outage"));
        }
        if (fact.eventId().equals(FORBIDDEN)) {
            return Scratch.forbidden();
        }
        var learnt = Scratch.count("learnt " + fact.factId());
        return fact.eventId().equals(POISONOUS) ? learnt.chain(() -> Scratch.mark("learnt " + fact.factId())) : learnt;
    }
}
