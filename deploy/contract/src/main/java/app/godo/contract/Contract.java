package app.godo.contract;

import app.godo.local.Admin;
import app.godo.local.Fleet;
import app.godo.servers.CannotStart;
import app.godo.servers.DataFolder;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ./godo contract}: a fleet of its own, every operation once as it is meant, then the cases that Specmatic generates from
 * the document. Ends with 1 when anything was answered with 5xx or otherwise than documented, or an operation was not asked.
 */
public final class Contract {

    private static final int PORT = 28_180;
    private static final String RECORD = "--record";

    /** Needs the project's root folder in the system property {@code godo.root}. */
    public static void main(String[] arguments) throws Exception {
        var wishes = List.of(arguments);
        if (!wishes.isEmpty() && !wishes.equals(List.of(RECORD))) {
            System.err.println("./godo contract [" + RECORD + "]");
            System.exit(2);
        }
        try {
            System.exit(run(Path.of(System.getProperty("godo.root")), !wishes.isEmpty()) ? 0 : 1);
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            // what was begun stops with the process, which its threads would keep
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static boolean run(Path root, boolean records) throws Exception {
        var data = root.resolve(".godo/contract");
        empty(data);
        System.setProperty(
                "org.slf4j.simpleLogger.logFile",
                Files.createDirectories(data.resolve("logs"))
                        .resolve("servers.log")
                        .toString());
        say("Starting a fleet in " + data);
        var fleet = Fleet.start(data, PORT);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(fleet), "stop"));
        var specification = Specification.read(root);
        var doors = new Doors(fleet.url(), "http://127.0.0.1:" + System.getenv("GODO_ENTRANCE_ADMIN_PORT"));
        var recorder = new Recorder(specification, doors);
        say("Asking everything once as it is meant");
        new Walk(recorder, doors, person -> grant(fleet, person)).go();
        var good = covers(specification, recorder.paths().keySet()) & isFree(recorder.faults(), "not as documented");
        if (records) {
            record(root, recorder.examples());
        }
        return cases(root, fleet, doors, specification, recorder) & good;
    }

    private static boolean cases(Path root, Fleet fleet, Doors doors, Specification specification, Recorder recorder)
            throws Exception {
        var admin = Person.joins(doors, "admin");
        grant(fleet, admin);
        admin.signIn();
        var caller = Person.joins(doors, "caller");
        try (var watch = new Watch(doors, specification, caller, admin)) {
            say("Asking what Specmatic makes of the document");
            var begun = Instant.now();
            var ended = new Specmatic(root).run(specification.alive(recorder), watch.url());
            say("%d requests in %d s, answered %s; most to %s"
                    .formatted(
                            watch.statuses().values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum(),
                            Duration.between(begun, Instant.now()).toSeconds(),
                            watch.statuses(),
                            mostOf(watch.asked())));
            if (!ended) {
                say("  it did not come to its end");
            }
            return ended
                    & covers(specification, watch.asked().keySet())
                    & isFree(watch.undocumented(), "not as documented")
                    & isFree(watch.broken(), "broken");
        }
    }

    private static List<String> mostOf(Map<String, Integer> asked) {
        return asked.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(5)
                .map(one -> "%s %d".formatted(one.getKey(), one.getValue()))
                .toList();
    }

    private static boolean covers(Specification specification, Set<String> asked) {
        var missing = specification.operationIds();
        var all = missing.size();
        missing.removeAll(asked);
        say("%d of %d operations".formatted(all - missing.size(), all));
        return isFree(missing, "not asked");
    }

    private static boolean isFree(Collection<String> faults, String word) {
        faults.forEach(fault -> say("  %s: %s".formatted(word, fault)));
        return faults.isEmpty();
    }

    private static void record(Path root, ObjectNode examples) throws IOException {
        var file = root.resolve("deploy/openapi/examples.json");
        Files.writeString(
                file, Specification.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(examples) + "\n");
        say("Recorded in " + root.relativize(file) + ": run ./godo openapi next");
    }

    private static void grant(Fleet fleet, Person person) throws IOException {
        try {
            Admin.grant(fleet.jdbcUrl(), person.email());
        } catch (SQLException refused) {
            throw new IOException(refused);
        }
    }

    private static void empty(Path data) throws IOException, InterruptedException {
        // whoever still uses the folder keeps it, and what a killed run left behind ends here
        DataFolder.claim(data).close();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void close(Fleet fleet) {
        try {
            fleet.close();
        } catch (IOException e) {
            say("Stopped, but: " + e);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private Contract() {}
}
