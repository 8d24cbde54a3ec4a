package app.godo.wire.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** A loopback port for somebody who listens later, or never. */
public final class FreePort {
    private static final Path KERNELS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int ROOM = 4_000;

    /** Below the ports that the kernel gives to whoever asks for any, if there is room: nobody is given it by chance. */
    public static int any() {
        int kernels = kernels();
        int end = kernels < 1_024 + ROOM ? 65_536 : kernels;
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(Math.max(1_024, end - 20_000), end);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // somebody else's; try another
            }
        }
        throw new IllegalStateException("no free port below " + end);
    }

    /** Where the kernel's own begin; on a machine that does not say, where Linux has them. */
    private static int kernels() {
        // in one gulp: files of this kind have no size and end after the first read, were it of one byte
        try (var in = Files.newBufferedReader(KERNELS)) {
            return Integer.parseInt(in.readLine().split("\\s+")[0]);
        } catch (IOException e) {
            return 32_768;
        }
    }

    private FreePort() {}
}
