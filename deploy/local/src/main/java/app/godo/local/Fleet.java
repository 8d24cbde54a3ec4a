package app.godo.local;

import app.godo.database.EditedMigrations;
import app.godo.database.Migrations;
import app.godo.local.demo.DemoCity;
import app.godo.local.demo.ParksSource;
import app.godo.servers.CannotStart;
import app.godo.servers.Children;
import app.godo.servers.DataFolder;
import app.godo.servers.Ports;
import app.godo.servers.Servers;
import app.godo.servers.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** The servers, the migrated database, the demo city's source and the services, running on this machine. */
public final class Fleet implements AutoCloseable {
    private static final String DATABASE = "godo";

    private final Home home;
    private final PortPlan ports;
    private final Steps steps;
    private final DataFolder folder;
    private final ServiceEnvironment environment;
    private final Map<GodoService, ServiceProcess> running = new EnumMap<>(GodoService.class);
    private final List<ServiceProcess> seconds = new ArrayList<>();
    private Servers servers;
    private ParksSource source;
    private boolean closing;

    private Fleet(Home home, PortPlan ports, Steps steps, DataFolder folder) {
        this.home = home;
        this.ports = ports;
        this.steps = steps;
        this.folder = folder;
        this.environment = new ServiceEnvironment(home, ports, DATABASE);
    }

    /** Starts the whole fleet, for tests of it, in a folder of its own on ports that are free. */
    public static Fleet start(Path data) throws Exception {
        return start(data, PortPlan.anywhere().base());
    }

    /**
     * Starts the whole fleet on given ports.
     *
     * @param data a folder of its own
     * @param basePort the gateway's port; 18 more are taken after it
     */
    public static Fleet start(Path data, int basePort) throws Exception {
        var root = Path.of(System.getProperty("godo.root"));
        var fleet = claim(new Home(root, data), new PortPlan(basePort), Steps.silent());
        try {
            fleet.startServers();
            fleet.startServices(EnumSet.allOf(GodoService.class));
            return fleet;
        } catch (Exception e) {
            fleet.close();
            throw e;
        }
    }

    /** A fleet of which nothing runs yet; its folder is claimed and its ports are free. */
    static Fleet claim(Home home, PortPlan ports, Steps steps) throws IOException, InterruptedException {
        home.requireRoom();
        var folder = DataFolder.claim(home.data());
        try {
            Files.createDirectories(home.log("servers").getParent());
            ports.requireFree();
            return new Fleet(home, ports, steps, folder);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    void startServers() throws Exception {
        var settings = new Settings(
                home.data(),
                home.binaries(),
                ports.servers(),
                true,
                false,
                (server, took) -> steps.done(server, "ready", took));
        // known before it starts: close() may come in the middle of that, and waits for it
        keep(Servers.in(folder, settings));
        servers.start();
        steps.timed("migrations", "done", () -> {
            createDatabase();
            migrate();
            return null;
        });
        source = ParksSource.serve(ports.sources());
    }

    /** Starts services, as many at a time as there are processors, and waits until each is ready. */
    void startServices(Collection<GodoService> services) throws Exception {
        var jobs = new ArrayList<Callable<Void>>();
        for (var service : services) {
            jobs.add(() -> steps.timed(service.module(), "ready", () -> {
                start(service).awaitReady();
                return null;
            }));
        }
        // all eight at once take as long in the end, and each so long that its event loops count as blocked
        int atOnce = Math.max(2, Runtime.getRuntime().availableProcessors());
        try (var threads = Executors.newFixedThreadPool(atOnce)) {
            for (var job : threads.invokeAll(jobs)) {
                job.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** The gateway's address, the only one an app knows. */
    public String url() {
        return environment.url(GodoService.GATEWAY);
    }

    /** The address of one service's first process. */
    public String url(GodoService service) {
        return environment.url(service);
    }

    /** The first process of a service. */
    public synchronized ServiceProcess process(GodoService service) {
        return running.get(service);
    }

    /** Kills a service's first process without a word. */
    public void kill(GodoService service) throws InterruptedException {
        process(service).kill();
    }

    /** Starts a service again that was killed, or stops it first, and waits until it is ready. */
    public ServiceProcess restart(GodoService service) throws IOException, InterruptedException {
        process(service).stop();
        Ports.requireFree(service.module(), ports.of(service));
        var process = start(service);
        process.awaitReady();
        return process;
    }

    /** One more process of a service beside the first, on a free port that the gateway does not know. */
    public ServiceProcess startSecond(GodoService service) throws IOException, InterruptedException {
        int port = Ports.firstFree(2);
        var process = spawn(service, port, service == GodoService.GATEWAY ? port + 1 : port);
        synchronized (this) {
            seconds.add(process);
        }
        process.awaitReady();
        return process;
    }

    /** Has the demo city's people move in and swipe a little, and says in a few words what there is to see. */
    public String fillDemoCity() throws IOException, InterruptedException {
        return DemoCity.fill(url());
    }

    /** The database, to be entered as {@code postgres} without a password. */
    public String jdbcUrl() {
        return servers.jdbcUrl(DATABASE);
    }

    /** Where the broker listens, as {@code host:port}. */
    public String kafka() {
        return servers.kafka();
    }

    /** Where Redis listens, as an address with scheme. */
    public String redis() {
        return servers.redis();
    }

    /** What a service wrote to its standard output, in all its runs on this data folder. */
    public Path logs(GodoService service) {
        return home.log(service.module());
    }

    /** What a process of a service must be told to take part in this fleet. */
    Map<String, String> environmentOf(GodoService service) {
        return environment.of(
                service, ports.of(service), ports.health(service), ServiceEnvironment.Addresses.of(servers));
    }

    synchronized List<ServiceProcess> processes() {
        return List.copyOf(running.values());
    }

    /** Another process that ends with the fleet. */
    void adopt(String name, ProcessHandle process, Children.Farewell farewell) {
        folder.children().adopt(name, process, farewell);
    }

    List<Children.Child> children() {
        return folder.children().living();
    }

    private ServiceProcess start(GodoService service) throws IOException {
        var process = spawn(service, ports.of(service), ports.health(service));
        synchronized (this) {
            running.put(service, process);
        }
        return process;
    }

    private synchronized ServiceProcess spawn(GodoService service, int port, int healthPort) throws IOException {
        if (closing) {
            throw new CannotStart("Godo is stopping.");
        }
        if (!Files.exists(home.jar(service))) {
            throw new CannotStart("%s is not built; ./godo up builds it, or run ./mvnw -pl %s -am package."
                    .formatted(service.module(), service.module()));
        }
        return ServiceProcess.start(
                service,
                port,
                healthPort,
                Jvm.command(home, service),
                environment.of(service, port, healthPort, ServiceEnvironment.Addresses.of(servers)),
                home.log(service.module()),
                folder.children());
    }

    private synchronized void keep(Servers toStart) {
        if (closing) {
            throw new CannotStart("Godo is stopping.");
        }
        servers = toStart;
    }

    private void migrate() {
        try {
            Migrations.migrate(jdbcUrl(), "postgres", "");
        } catch (EditedMigrations e) {
            throw new CannotStart(
                    "The database in %s was made by other migrations than those of deploy/database (%s); "
                                    .formatted(home.data(), e.getMessage())
                            + "remove the folder to begin anew, or go back to them.",
                    e);
        }
    }

    private void createDatabase() throws SQLException {
        try (var connection = DriverManager.getConnection(servers.jdbcUrl("postgres"), "postgres", "");
                var sql = connection.createStatement();
                var found = sql.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                connection.createStatement().execute("create database " + DATABASE);
            }
        }
    }

    /** Stops the gateway, then those it asks, then the servers, and gives the folder back. */
    @Override
    public void close() throws IOException {
        var processes = new ArrayList<ServiceProcess>();
        synchronized (this) {
            closing = true;
            processes.addAll(running.values());
            processes.addAll(seconds);
        }
        try (folder) {
            stopAll(processes, true);
            stopAll(processes, false);
            if (source != null) {
                source.close();
            }
            if (servers != null) {
                servers.close();
            }
        }
    }

    /** Stops all processes of the gateway, or all others. */
    private static void stopAll(List<ServiceProcess> processes, boolean gateways) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var process : processes) {
                if (process.service() == GodoService.GATEWAY == gateways) {
                    threads.submit(() -> {
                        process.stop();
                        return null;
                    });
                }
            }
        }
    }
}
