package app.godo.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Commands run in sessions of their own. Ctrl-C in a terminal reaches every process of the terminal's session at once;
 * what is to end in order must not hear it.
 */
public final class OwnSession {
    private static final Optional<Path> SETSID = Arrays.stream(
                    System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "setsid"))
            .filter(Files::isExecutable)
            .findFirst();

    private OwnSession() {}

    /** The command by way of {@code setsid}, which becomes the command and keeps its pid; as it is where there is none. */
    public static List<String> of(List<String> command) {
        var whole = new ArrayList<String>();
        SETSID.ifPresent(setsid -> whole.add(setsid.toString()));
        whole.addAll(command);
        return whole;
    }
}
