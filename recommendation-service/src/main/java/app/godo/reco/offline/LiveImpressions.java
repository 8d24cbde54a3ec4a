package app.godo.reco.offline;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the fleet logged, read from its database: of each card that was put in to find out among how many others, how likely it was
 * to be the one, and whether it was liked afterwards. What was dealt by rank alone says nothing of another policy and is only
 * counted.
 */
record LiveImpressions(List<Policy> policies) {

    private static final String OUTCOMES = """
            select policy_id, dense_rank() over (order by user_id) - 1 as person, propensity, among, liked
              from reco.outcomes(now() - make_interval(days => ?)) order by policy_id""";

    /**
     * The impressions of one policy.
     *
     * @param shown all cards
     * @param explored those that could have been others, and had they been drawn evenly among these
     */
    record Policy(String id, List<Impression> shown, List<Impression> explored) {}

    /** @param url of a driver that is on the class path */
    static LiveImpressions read(String url, String user, String password, int days) throws SQLException {
        try (var connection = DriverManager.getConnection(url, user, password)) {
            connection.setAutoCommit(false);
            try (var worker = connection.createStatement()) {
                worker.execute("set local godo.worker = 'on'");
            }
            try (var query = connection.prepareStatement(OUTCOMES)) {
                query.setInt(1, days);
                query.setFetchSize(10_000);
                var policies = new ArrayList<Policy>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        var id = rows.getString("policy_id");
                        if (policies.isEmpty() || !policies.getLast().id().equals(id)) {
                            policies.add(new Policy(id, new ArrayList<>(), new ArrayList<>()));
                        }
                        var reward = rows.getBoolean("liked") ? 1 : 0;
                        var person = rows.getInt("person");
                        policies.getLast().shown().add(new Impression(reward, 1, 1, 0, 0, person));
                        var among = rows.getInt("among");
                        if (among > 1) {
                            policies.getLast()
                                    .explored()
                                    .add(new Impression(
                                            reward, rows.getDouble("propensity"), 1.0 / among, 0, 0, person));
                        }
                    }
                }
                return new LiveImpressions(policies);
            }
        }
    }
}
