package app.godo.pictures;

import app.godo.wire.testing.FreePort;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A real store that speaks S3 and checks signatures, in a process of its own: its class path would not bear ours. */
final class S3Server {

    static final String ACCESS_KEY = "godo-test";
    static final String SECRET_KEY = "a-secret-of-the-tests";

    private static final int PATIENCE = 600;
    private static final int MOMENT = 100;

    private final Process process;
    private final int port;

    private S3Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static S3Server start(Path folder) throws IOException, InterruptedException {
        var port = FreePort.any();
        var settings = new Properties();
        settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
        settings.setProperty("s3proxy.authorization", "aws-v4");
        settings.setProperty("s3proxy.identity", ACCESS_KEY);
        settings.setProperty("s3proxy.credential", SECRET_KEY);
        settings.setProperty("jclouds.provider", "transient-nio2");
        settings.setProperty("jclouds.identity", "unused");
        settings.setProperty("jclouds.credential", "unused");
        var file = folder.resolve("s3proxy.properties");
        try (var out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        var log = folder.resolve("s3proxy.log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Files.readString(
                                        Path.of(System.getProperty("godo.root"), "deploy/objects/target/classpath.txt"))
                                .strip(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var server = new S3Server(process, port);
        for (var i = 0; i < PATIENCE && process.isAlive(); i++) {
            if (answers(port)) {
                return server;
            }
            Thread.sleep(MOMENT);
        }
        server.stop();
        throw new IllegalStateException("the object store did not start: " + Files.readString(log));
    }

    private static boolean answers(int port) {
        try {
            new Socket("127.0.0.1", port).close();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
