package app.godo.ingestion.registry;

import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Adds a Source, or changes what a merge patch (RFC 7396) names of one. */
@ApplicationScoped
public class KeepSource {

    private final Transactions transactions;
    private final SourceRows rows;
    private final ObjectMapper mapper;
    private final Clock clock;

    KeepSource(Transactions transactions, SourceRows rows, ObjectMapper mapper, Clock clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** @return its id */
    public Uni<UUID> add(SourceForm asked) {
        var form = SourceRules.complete(asked);
        var source = SourceRules.check(Ids.next(), form, clock.instant());
        return transactions
                .sqlAsWorker(transaction -> rows.add(transaction, source, form))
                .invoke(added -> Refusal.when(!added, () -> new SourceNameTaken(form.name())))
                .replaceWith(source.id());
    }

    public Uni<Void> change(UUID id, ObjectNode patch) {
        return transactions.sqlAsWorker(transaction -> rows.hold(transaction, id)
                .chain(known -> patched(known.licensed().form(), patch))
                .chain(form -> rows.change(transaction, SourceRules.check(id, form, clock.instant()), form)));
    }

    private Uni<SourceForm> patched(SourceForm known, ObjectNode patch) {
        ObjectNode merged = mapper.valueToTree(known);
        merge(merged, patch);
        try {
            var form = SourceRules.complete(mapper.treeToValue(merged, SourceForm.class));
            mustStay(known.name(), form.name(), "/name");
            mustStay(known.kind(), form.kind(), "/kind");
            return Uni.createFrom().item(form);
        } catch (JsonProcessingException unfit) {
            return Uni.createFrom().failure(unfit);
        }
    }

    private static void merge(ObjectNode into, ObjectNode patch) {
        patch.properties().forEach(field -> {
            JsonNode there = into.get(field.getKey());
            if (field.getValue() instanceof ObjectNode deeper && there instanceof ObjectNode object) {
                merge(object, deeper);
            } else if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    /** Facts have gone out under the one, and payloads are kept in the form of the other. */
    private static void mustStay(String before, String after, String pointer) {
        Refusal.when(
                !before.equals(after),
                () -> new InvalidField(
                        pointer, "not-changeable", "This stays as it is: another source is another row."));
    }
}
