package app.godo.contract;

import app.godo.local.Fleet;
import app.godo.servers.CannotStart;
import app.godo.servers.DataFolder;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/**
 * {@code ./godo contract}: a fleet of its own, every operation once as it is meant, then the cases that Specmatic generates from
 * the document. Ends with 1 when anything was answered with 5xx, or the walk otherwise than documented.
 */
public final class Contract {

    private static final int PORT = 28_180;
    private static final String RECORD = "--record";

    // roles change by the worker's hand only, see users.guard_account()
    private static final String AS_WORKER = "select set_config('godo.worker', 'on', true)";
    private static final String GRANT = "update users.users set roles = roles || array['admin'] where id = ?::uuid";

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
        var walk = new Walk(specification, fleet.url(), person -> grant(fleet, person));
        say("Asking everything once as it is meant");
        walk.go();
        var examples = walk.examples();
        say("%d of %d operations".formatted(examples.at("/operations").size(), specification.operations()));
        if (records) {
            record(root, examples);
        }
        walk.faults().forEach(fault -> say("  not as documented: " + fault));
        return cases(root, fleet, specification, walk) && walk.faults().isEmpty();
    }

    private static boolean cases(Path root, Fleet fleet, Specification specification, Walk walk) throws Exception {
        var admin = Person.joins(fleet.url(), "admin");
        grant(fleet, admin);
        admin.signIn();
        var caller = Person.joins(fleet.url(), "caller");
        try (var watch = new Watch(fleet.url(), specification, caller, admin)) {
            say("Asking what Specmatic makes of the document");
            new Specmatic(root).run(specification.alive(walk), watch.url());
            say("");
            say("%d requests to %d operations: %s"
                    .formatted(
                            watch.statuses().values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum(),
                            watch.asked().size(),
                            watch.statuses()));
            watch.undocumented().forEach(fault -> say("  not as documented: " + fault));
            watch.broken().forEach(fault -> say("  broken: " + fault));
            return watch.broken().isEmpty() && !watch.asked().isEmpty();
        }
    }

    private static void record(Path root, ObjectNode examples) throws IOException {
        var file = root.resolve("deploy/openapi/examples.json");
        Files.writeString(
                file, Specification.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(examples) + "\n");
        say("Recorded in " + root.relativize(file) + ": run ./godo openapi next");
    }

    private static void grant(Fleet fleet, Person person) throws IOException {
        try (var connection = DriverManager.getConnection(fleet.jdbcUrl(), "postgres", "");
                var worker = connection.prepareStatement(AS_WORKER);
                var grant = connection.prepareStatement(GRANT)) {
            connection.setAutoCommit(false);
            worker.execute();
            grant.setString(1, person.id());
            grant.executeUpdate();
            connection.commit();
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
