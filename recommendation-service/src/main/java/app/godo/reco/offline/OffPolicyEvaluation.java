package app.godo.reco.offline;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./godo ope}: what a policy would have earned, by the impressions of another. Ends with 2 when it was asked wrongly or what
 * it needs cannot be had.
 */
public final class OffPolicyEvaluation {

    private static final String USAGE = """
            ope LOG JUDGED
              LOG is a table with item_id, position, click and propensity_score; by commas or tabs, gzipped or not
              JUDGED is what another policy logged: it is judged by LOG, and how well by its own clicks
            ope --live [DAYS]
              what the running fleet logged in so many days, 30 unless said: what people like of what they are shown, and
              what they would if cards to find out were drawn evenly
              GODO_PORT or GODO_POSTGRES says where""";

    private static final int POSTGRES_AFTER = 15;

    private OffPolicyEvaluation() {}

    public static void main(String... args) {
        try {
            run(System.out, args);
        } catch (IOException | SQLException | IllegalArgumentException wrong) {
            System.err.println("Cannot be judged: " + wrong.getMessage());
            System.exit(2);
        }
    }

    static void run(PrintStream out, String... args) throws IOException, SQLException {
        if (args.length > 0 && args.length <= 2 && args[0].equals("--live")) {
            live(out, args.length == 2 ? Integer.parseInt(args[1]) : 30);
        } else if (args.length == 2 && !args[0].startsWith("-")) {
            logs(out, Path.of(args[0]), Path.of(args[1]));
        } else {
            throw new IllegalArgumentException("asked wrongly\n" + USAGE);
        }
    }

    private static void logs(PrintStream out, Path log, Path judged) throws IOException {
        var things = new Names();
        var places = new Names();
        var logged = PolicyLog.read(log, things, places);
        var other = PolicyLog.read(judged, things, places);
        print(out, OffPolicy.of(logged.judgedBy(other.shares(places.size(), things.size()))));
        out.printf(Locale.ROOT, "%-24s %.5f of %d%n", "what it earned itself", other.meanReward(), other.size());
    }

    private static void live(PrintStream out, int days) throws SQLException {
        var live = LiveImpressions.read(
                "jdbc:postgresql://" + setting("GODO_POSTGRES", "127.0.0.1:" + postgresOfTheFleet()) + "/"
                        + setting("GODO_DATABASE", "godo"),
                "godo_reco",
                setting("GODO_DATABASE_PASSWORD", "godo"),
                days);
        if (live.policies().isEmpty()) {
            out.println("Nothing was shown.");
        }
        for (var policy : live.policies()) {
            out.printf(Locale.ROOT, "%s, likes for each card that was shown%n", policy.id());
            print(out, "all cards", OffPolicy.of(policy.shown()).naive(), policy.shown());
            if (policy.explored().size() > 1) {
                out.println("  of those to find out, had they been drawn evenly");
                print(out, OffPolicy.of(policy.explored()));
            }
        }
    }

    private static int postgresOfTheFleet() {
        return Integer.parseInt(setting("GODO_PORT", "8080")) + POSTGRES_AFTER;
    }

    private static String setting(String name, String otherwise) {
        var set = System.getenv(name);
        return set == null || set.isBlank() ? otherwise : set;
    }

    private static void print(PrintStream out, OffPolicy found) {
        line(out, "as logged", found.naive());
        line(out, "IPS", found.ips());
        line(out, "SNIPS", found.snips());
        line(out, "DR", found.dr());
        out.printf(
                Locale.ROOT,
                "%-24s %.0f of %d, mean weight %.3f%n",
                "effective sample size",
                found.effectiveSampleSize(),
                found.impressions(),
                found.meanWeight());
    }

    private static void print(PrintStream out, String what, OffPolicy.Estimate estimate, List<Impression> of) {
        line(out, "%s (%d)".formatted(what, of.size()), estimate);
    }

    private static void line(PrintStream out, String what, OffPolicy.Estimate estimate) {
        out.printf(Locale.ROOT, "%-24s %.5f  [%.5f, %.5f]%n", what, estimate.value(), estimate.low(), estimate.high());
    }
}
