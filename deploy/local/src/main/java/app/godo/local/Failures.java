package app.godo.local;

import app.godo.servers.CannotStart;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** What whoever typed the command is told of a failure: one sentence. The trace of one that nobody foresaw is kept. */
final class Failures {
    private final Home home;

    Failures(Home home) {
        this.home = home;
    }

    String sentence(Throwable failure) {
        if (failure instanceof CannotStart foreseen) {
            return foreseen.getMessage();
        }
        return "Godo failed, which it should not: %s. The whole story is in %s.".formatted(failure, keep(failure));
    }

    private Path keep(Throwable failure) {
        var story = new StringWriter();
        story.write(Instant.now() + " ");
        failure.printStackTrace(new PrintWriter(story, true));
        try {
            // not into a folder that was never claimed: it may be somebody else's
            var log = Files.exists(home.data().resolve("lock"))
                    ? home.log("godo")
                    : Files.createTempFile("godo-", ".log");
            Files.createDirectories(log.getParent());
            return Files.writeString(log, story.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.print(story);
            return Path.of("the lines above");
        }
    }
}
