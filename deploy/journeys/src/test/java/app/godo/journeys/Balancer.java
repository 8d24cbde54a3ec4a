package app.godo.journeys;

import app.godo.local.ServiceProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before the processes of a service in production: every new connection goes to the next of those that say they are
 * ready, and stays there. It knows nothing of HTTP and repeats nothing. Each connection goes on from a loopback address of its own,
 * as those of different people come from different places.
 */
final class Balancer {

    private static final long LOOKS_EVERY_MILLIS = 100;

    private record Target(int port, URI health, AtomicBoolean ready, AtomicInteger connections) {}

    private final ServerSocket listener;
    private final Map<ServiceProcess, Target> all = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    private Balancer(ServerSocket listener) {
        this.listener = listener;
    }

    /** Listens until the tests are over. */
    static Balancer on(int port) throws IOException {
        var balancer = new Balancer(new ServerSocket(port, 1024, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(balancer::accept);
        Thread.ofVirtual().start(balancer::look);
        return balancer;
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** A process that is ready, and where it says so. */
    void add(ServiceProcess process, int healthPort) {
        var health = URI.create("http://127.0.0.1:%d/q/health/ready".formatted(healthPort));
        var port = URI.create(process.url()).getPort();
        all.put(process, new Target(port, health, new AtomicBoolean(true), new AtomicInteger()));
    }

    /** How many connections a process has got. */
    int connectionsTo(ServiceProcess process) {
        return all.get(process).connections().get();
    }

    private void look() {
        while (true) {
            all.values().forEach(Balancer::ask);
            try {
                TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    /** One that takes its time to answer is where it was. */
    private static void ask(Target target) {
        try {
            var asked = (HttpURLConnection) target.health().toURL().openConnection();
            asked.setConnectTimeout(1_000);
            asked.setReadTimeout(1_000);
            target.ready().set(asked.getResponseCode() == 200);
            asked.disconnect();
        } catch (SocketTimeoutException slow) {
            // asked again soon
        } catch (IOException gone) {
            target.ready().set(false);
        }
    }

    private void accept() {
        while (true) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void serve(Socket client) {
        var targets = all.values().stream().filter(one -> one.ready().get()).toList();
        try (client) {
            if (targets.isEmpty()) {
                return;
            }
            var number = turn.getAndIncrement();
            var target = targets.get(number % targets.size());
            target.connections().incrementAndGet();
            try (var service = new Socket(InetAddress.getLoopbackAddress(), target.port(), placeOf(number), 0)) {
                client.setTcpNoDelay(true);
                service.setTcpNoDelay(true);
                var back = Thread.ofVirtual().start(() -> carry(service, client));
                carry(client, service);
                back.join();
            }
        } catch (IOException broken) {
            // whoever asked finds the connection closed
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetAddress placeOf(int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + number % 250)});
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException broken) {
            // the other direction ends as well
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
