package app.godo.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;

/** The loopback ports of the three servers. */
public record Ports(int postgres, int kafka, int kafkaController, int redis) {

    /** Ports that nobody listens on now, for callers who do not care which. */
    public static Ports free() {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < 4; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            var found = sockets.stream().map(ServerSocket::getLocalPort).toList();
            return new Ports(found.get(0), found.get(1), found.get(2), found.get(3));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    /**
     * Refuses to go on when somebody already listens on the port. Asked before anything is started: afterwards a
     * stranger's answer could be taken for our own server's.
     */
    public static void requireFree(String server, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a port of ours in TIME_WAIT is free
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new CannotStart(
                    "Port %d, wanted for %s, is taken by another program; stop it, or move Godo with GODO_PORT."
                            .formatted(port, server),
                    e);
        }
    }

    /** Refuses to go on when any of them is taken. */
    public void requireFree() {
        requireFree("postgres", postgres);
        requireFree("kafka", kafka);
        requireFree("kafka's controller", kafkaController);
        requireFree("redis", redis);
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
