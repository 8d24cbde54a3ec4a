package app.godo.wire.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A loopback port for somebody who listens later, or never. */
public final class FreePort {

    /** Below the ports that the kernel gives to whoever asks for any (32768 on): nobody is given this one by chance. */
    public static int any() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // somebody else's; try another
            }
        }
        throw new IllegalStateException("no free port between 12000 and 32000");
    }

    private FreePort() {}
}
