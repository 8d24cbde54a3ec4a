package app.godo.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * <a href="https://specmatic.io">Specmatic</a> as a process of its own. What it thinks of the answers is in its log and counts for
 * nothing here: it does not know that a made-up id is 404; the {@link Watch} has seen the answers.
 */
final class Specmatic {

    private static final String JAR = "deploy/contract/node_modules/specmatic/specmatic.jar";

    private final Path root;
    private final Path folder;

    Specmatic(Path root) throws IOException {
        this.root = root;
        this.folder = Files.createDirectories(root.resolve(".godo/contract/specmatic"));
    }

    void run(ObjectNode document, String url) throws IOException, InterruptedException {
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
        // by the names of the security schemes
        builder.environment().put("token", Watch.TOKEN);
        builder.environment().put("adminToken", Watch.TOKEN);
        var process = builder.start();
        try {
            process.waitFor();
        } finally {
            process.destroy();
        }
        System.out.println("What it said is in " + root.relativize(log));
    }
}
