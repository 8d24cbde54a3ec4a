package app.godo.social.groups;

import app.godo.social.standing.Limits;
import app.godo.social.standing.NotAllowed;
import app.godo.social.standing.Standing;
import app.godo.wire.facts.Fact;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;

/** An admin says something else of a group, or deletes it with all that is in it. */
@ApplicationScoped
class ChangeGroup {

    /** The version in hand still is the newest, or it is another's change that came in between. */
    private static final String CHANGE = """
            update groups
               set name = $3, description = $4, privacy_level = $5, max_members = $6, version = version + 1
             where id = $1 and version = $2""";

    private static final String DELETE = "delete from groups where id = $1 and version = $2";

    private final Transactions transactions;
    private final GroupQuery groups;
    private final Checked checked;
    private final Outbox outbox;
    private final Clock clock;
    private final ObjectMapper mapper;

    ChangeGroup(
            Transactions transactions,
            GroupQuery groups,
            Checked checked,
            Outbox outbox,
            Clock clock,
            ObjectMapper mapper) {
        this.transactions = transactions;
        this.groups = groups;
        this.checked = checked;
        this.outbox = outbox;
        this.clock = clock;
        this.mapper = mapper;
    }

    Uni<GroupView> edit(UUID caller, UUID group, IfMatch ifMatch, ObjectNode patch) {
        return transactions.sqlAsCaller(caller, transaction -> asRead(transaction, caller, group, ifMatch)
                .call(before ->
                        merged(before, patch).map(checked::valid).chain(after -> change(transaction, before, after)))
                .call(() -> tell(transaction, new GroupFact.Changed(Ids.next(), clock.instant(), group)))
                .chain(() -> groups.one(transaction, caller, group)));
    }

    Uni<Void> delete(UUID caller, UUID group, IfMatch ifMatch) {
        return transactions.sqlAsCaller(caller, transaction -> asRead(transaction, caller, group, ifMatch)
                .chain(before -> once(transaction, DELETE, Tuple.of(group, before.version())))
                .chain(() -> tell(transaction, new GroupFact.Deleted(Ids.next(), clock.instant(), group))));
    }

    private Uni<GroupView> asRead(SqlConnection transaction, UUID caller, UUID group, IfMatch ifMatch) {
        return groups.one(transaction, caller, group).invoke(before -> {
            Refusal.when(!Standing.ADMIN.equals(before.myRole()), () -> NotAllowed.role("admins"));
            ifMatch.check(before.version());
        });
    }

    private static Uni<Void> change(SqlConnection transaction, GroupView before, GroupRequest after) {
        Refusal.when(after.maxMembers() < before.memberCount(), ChangeGroup::tooFew);
        return once(
                transaction,
                CHANGE,
                Tuple.tuple()
                        .addUUID(before.id())
                        .addLong(before.version())
                        .addString(after.name())
                        .addString(after.description())
                        .addString(after.privacyLevel().word())
                        .addInteger(after.maxMembers()));
    }

    private static InvalidField tooFew() {
        return new InvalidField("/max_members", "below-member-count", "There are more members than that already.");
    }

    private static Uni<Void> once(SqlConnection transaction, String statement, Tuple parameters) {
        return transaction
                .preparedQuery(statement)
                .execute(parameters)
                .onFailure()
                .transform(Limits::named)
                .invoke(rows -> Refusal.when(rows.rowCount() == 0, IfMatch.Stale::new))
                .replaceWithVoid();
    }

    private Uni<Void> tell(SqlConnection transaction, Fact fact) {
        return outbox.append(transaction, List.of(fact));
    }

    /** Fields that do not exist or are nobody's to change are unknown to {@link GroupRequest}, and refused as in a request's body. */
    private Uni<GroupRequest> merged(GroupView before, ObjectNode patch) {
        ObjectNode merged = mapper.valueToTree(before.editable());
        merged.setAll(patch);
        try {
            return Uni.createFrom().item(mapper.treeToValue(merged, GroupRequest.class));
        } catch (JsonProcessingException unfit) {
            return Uni.createFrom().failure(new BadRequestException(unfit));
        }
    }
}
