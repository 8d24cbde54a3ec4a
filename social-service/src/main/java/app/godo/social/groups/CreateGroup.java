package app.godo.social.groups;

import app.godo.social.standing.Allowances;
import app.godo.social.standing.Standing;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.idempotency.Idempotency;
import app.godo.wire.idempotency.Idempotency.Answer;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.time.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes a group. Who makes it is its first admin; the database puts them in, in the same transaction. */
@ApplicationScoped
class CreateGroup {

    private static final String OPERATION = "POST /groups";

    private static final String CREATE = """
            insert into groups (id, name, description, created_by, privacy_level, max_members)
            values (cast(?1 as uuid), ?2, ?3, cast(?4 as uuid), ?5, ?6)
            returning created_at""";

    private final Idempotency idempotency;
    private final Allowances allowances;
    private final Outbox outbox;
    private final Clock clock;

    CreateGroup(Idempotency idempotency, Allowances allowances, Outbox outbox, Clock clock) {
        this.idempotency = idempotency;
        this.allowances = allowances;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Answer<GroupView>> handle(UUID caller, UUID key, GroupRequest request) {
        return idempotency.once(caller, OPERATION, key, request, GroupView.class, () -> create(caller, request));
    }

    private Uni<GroupView> create(UUID caller, GroupRequest request) {
        var id = Ids.next();
        var founded = new GroupFact.MemberJoined(Ids.next(), clock.instant(), id, caller, Standing.ADMIN, caller);
        return allowances
                .take(caller, Allowances.Kind.GROUP)
                .chain(() -> insert(id, caller, request))
                .call(() -> outbox.append(founded))
                .map(at -> new GroupView(
                        id,
                        request.name(),
                        request.description(),
                        request.privacyLevel().word(),
                        request.maxMembers(),
                        1,
                        Standing.ADMIN,
                        true,
                        1,
                        at,
                        at));
    }

    private static Uni<Instant> insert(UUID id, UUID caller, GroupRequest request) {
        return Panache.getSession().chain(session -> session.createNativeQuery(CREATE, Instant.class)
                .setParameter(1, id.toString())
                .setParameter(2, request.name())
                .setParameter(3, request.description())
                .setParameter(4, caller.toString())
                .setParameter(5, request.privacyLevel().word())
                .setParameter(6, request.maxMembers())
                .getSingleResult());
    }
}
