package app.godo.reco.company;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** One query for all that surrounds a person. */
@ApplicationScoped
class CompanyQuery {

    private static final String SURROUNDINGS = """
            select kind, event_id, person_id, word from reco.surroundings()
             order by word, person_id""";

    private final Transactions transactions;

    CompanyQuery(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Company> of(UUID userId) {
        return transactions.sqlAsCaller(
                userId,
                connection -> connection.preparedQuery(SURROUNDINGS).execute().map(CompanyQuery::company));
    }

    private static Company company(RowSet<Row> rows) {
        String home = null;
        UUID lastSwipe = null;
        var friends = new HashSet<UUID>();
        var going = new HashMap<UUID, List<Company.Friend>>();
        var mine = new HashMap<UUID, String>();
        for (var row : rows) {
            var event = row.getUUID("event_id");
            var person = row.getUUID("person_id");
            var word = row.getString("word");
            switch (row.getString("kind")) {
                case "home" -> home = word;
                case "swiped" -> lastSwipe = UUID.fromString(word);
                case "friend" -> friends.add(person);
                case "going" ->
                    going.computeIfAbsent(event, first -> new ArrayList<>()).add(new Company.Friend(person, word));
                case "mine" -> mine.put(event, word);
                default -> throw new IllegalStateException("an unknown kind of surroundings: " + row);
            }
        }
        return new Company(home, friends, going, mine, lastSwipe, true);
    }
}
