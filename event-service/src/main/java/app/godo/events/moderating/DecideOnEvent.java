package app.godo.events.moderating;

import app.godo.events.catalogue.Catalogue;
import app.godo.wire.events.EventView;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A moderator decides who sees an Event. Any decision may follow any other; it is written down with its reason, settles what people
 * reported, as it does an appeal, and is told in one Fact. To decide the same again changes nothing.
 */
@ApplicationScoped
class DecideOnEvent {

    private static final String SETTLE = """
            with looked as (
                update events set look_again_at = null where id = cast(?1 as uuid) and look_again_at is not null returning 1),
            settled as (
                update reports set resolved_at = now()
                 where event_id = cast(?1 as uuid) and resolved_at is null returning 1),
            heard as (
                update appeals set settled_at = now()
                 where event_id = cast(?1 as uuid) and settled_at is null returning 1)
            select (select count(*) from looked) + (select count(*) from settled) + (select count(*) from heard)""";

    private final Transactions transactions;
    private final Catalogue catalogue;
    private final Outbox outbox;
    private final Log log;
    private final Clock clock;

    DecideOnEvent(Transactions transactions, Catalogue catalogue, Outbox outbox, Log log, Clock clock) {
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.log = log;
        this.clock = clock;
    }

    Uni<EventView> approve(UUID moderator, UUID event, String reason) {
        return transactions.asWorker(() -> held(event)
                .chain(() -> settle(event))
                .chain(settled -> decide(moderator, event, "approved", null, "approve", reason, settled > 0)));
    }

    Uni<EventView> reject(UUID moderator, UUID event, String reason) {
        Refusal.when(
                reason == null || reason.isBlank(),
                () -> new InvalidField("/reason", "missing", "Say why: the author will want to know."));
        return transactions.asWorker(() -> held(event)
                .chain(() -> settle(event))
                .chain(settled -> decide(moderator, event, "rejected", null, "reject", reason, settled > 0)));
    }

    Uni<EventView> feature(UUID moderator, UUID event, boolean featured, String reason) {
        return transactions.asWorker(() -> held(event)
                .chain(() ->
                        decide(moderator, event, null, featured, featured ? "feature" : "unfeature", reason, false)));
    }

    private Uni<Catalogue.Held> held(UUID event) {
        return catalogue.hold(event).onItem().ifNull().failWith(() -> new NotFound("event"));
    }

    private static Uni<Long> settle(UUID event) {
        return Panache.getSession().chain(session -> session.createNativeQuery(SETTLE, Long.class)
                .setParameter(1, event.toString())
                .getSingleResult());
    }

    /** @param settles whether something is decided though the Event stays as it is */
    private Uni<EventView> decide(
            UUID moderator,
            UUID event,
            String status,
            Boolean featured,
            String action,
            String reason,
            boolean settles) {
        return catalogue
                .decide(event, status, featured)
                .call(revised -> revised == null
                        ? Uni.createFrom().voidItem()
                        : outbox.append(revised.fact(clock.instant()).stream().toList()))
                .call(revised -> revised == null && !settles
                        ? Uni.createFrom().voidItem()
                        : log.add(moderator, action, event, null, reason))
                .chain(revised -> revised == null
                        ? held(event).map(Catalogue.Held::event)
                        : Uni.createFrom().item(revised.after()));
    }
}
