package app.godo.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The loopback ports of the three servers. */
public record Ports(int postgres, int kafka, int kafkaController, int redis) {

    /** Where the ports begin that the kernel gives to whoever asks for any. */
    private static final Path KERNELS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Ports that nobody listens on now, for callers who do not care which. */
    public static Ports free() {
        int first = firstFree(4);
        return new Ports(first, first + 1, first + 2, first + 3);
    }

    /** The first of so many ports in a row that nobody listens on now. */
    public static int firstFree(int count) {
        var range = Range.below(kernels());
        for (int attempt = 0; attempt < 200; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(range.first(), range.end() - count);
            if (IntStream.range(first, first + count).allMatch(Ports::isFree)) {
                return first;
            }
        }
        throw new CannotStart("There are no %d free ports in a row between %d and %d on this machine."
                .formatted(count, range.first(), range.end()));
    }

    /** From {@code first} to before {@code end}. */
    record Range(int first, int end) {
        private static final int ROOM = 4_000;

        /** Below the kernel's, so that nobody is given one by chance before it is used; anywhere if there is no room. */
        static Range below(int kernels) {
            return kernels < 1_024 + ROOM
                    ? new Range(1_024, 65_536)
                    : new Range(Math.max(1_024, kernels - 20_000), kernels);
        }
    }

    private static int kernels() {
        // in one gulp: files of this kind have no size and end after the first read, were it of one byte
        try (var in = Files.newBufferedReader(KERNELS)) {
            return Integer.parseInt(in.readLine().split("\\s+")[0]);
        } catch (IOException e) {
            return 32_768; // Linux' own choice
        }
    }

    /**
     * Refuses to go on when somebody already listens on the port. Asked before anything is started: afterwards a
     * stranger's answer could be taken for our own server's.
     */
    public static void requireFree(String server, int port) {
        if (!isFree(port)) {
            throw new CannotStart(
                    "Port %d, wanted for %s, is taken by another program; stop it, or move Godo with GODO_PORT."
                            .formatted(port, server));
        }
    }

    /** Refuses to go on when any of them is taken. */
    public void requireFree() {
        requireFree("postgres", postgres);
        requireFree("kafka", kafka);
        requireFree("kafka's controller", kafkaController);
        requireFree("redis", redis);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a port of ours in TIME_WAIT is free
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
