package app.godo.social.suggestions;

import app.godo.social.standing.Rows;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads whom somebody may know; the rule is {@code social.suggest_friends}. */
@ApplicationScoped
class Suggestions {

    static final String SUGGESTED = "select * from social.suggest_friends($1, $2, $3)";

    private final Transactions transactions;
    private final Cursors cursors;

    Suggestions(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<SuggestionView>> of(UUID caller, int limit, String cursor) {
        var question = "suggestions for " + caller;
        var after = cursor == null ? List.<String>of() : cursors.decode(question, cursor);
        var parameters = Tuple.of(
                after.isEmpty() ? null : Integer.valueOf(after.get(0)),
                after.isEmpty() ? null : UUID.fromString(after.get(1)),
                limit + 1);
        return transactions
                .statementAsCaller(caller, SUGGESTED, parameters)
                .map(rows -> Rows.all(rows, SuggestionView::of))
                .map(items -> Page.of(
                        items,
                        limit,
                        last -> cursors.encode(
                                question,
                                Integer.toString(last.score()),
                                last.id().toString())));
    }
}
