package app.godo.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * <a href="https://specmatic.io">Specmatic</a> as a process of its own. What it thinks of the answers is in its log and counts for
 * nothing here: it does not know that a made-up id is 404; the {@link Watch} has seen the answers.
 */
final class Specmatic {

    private static final String JAR = "deploy/contract/node_modules/specmatic/specmatic.jar";

    /** Of the values of one operation's request. */
    private static final int MOST_COMBINATIONS = 8;

    private static final Duration LONGEST = Duration.ofMinutes(12);

    private final Path root;
    private final Path folder;

    Specmatic(Path root) throws IOException {
        this.root = root;
        this.folder = Files.createDirectories(root.resolve(".godo/contract/specmatic"));
    }

    /** Whether it came to its end. */
    boolean run(ObjectNode document, String url) throws IOException, InterruptedException {
        var file = folder.resolve("openapi.json");
        Files.writeString(file, document.toString());
        var log = folder.resolve("log");
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-jar",
                        root.resolve(JAR).toString(),
                        "test",
                        "--testBaseURL=" + url + "/api/v1",
                        file.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SPECMATIC_GENERATIVE_TESTS", "true");
        // as signup and refresh alone would take hours
        builder.environment().put("MAX_TEST_REQUEST_COMBINATIONS", Integer.toString(MOST_COMBINATIONS));
        // by the names of the security schemes
        builder.environment().put("token", Watch.TOKEN);
        builder.environment().put("adminToken", Watch.TOKEN);
        var process = builder.start();
        System.out.println("What it says is in " + root.relativize(log));
        try {
            // 1 is what it says when it thinks ill of an answer
            return process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS) && process.exitValue() <= 1;
        } finally {
            process.destroyForcibly();
        }
    }
}
