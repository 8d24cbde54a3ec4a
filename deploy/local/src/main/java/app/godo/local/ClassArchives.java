package app.godo.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a service's JVM read and checked of its classes, kept by the JVM's own class data sharing so that the next start
 * need not do it again. An archive belongs to one build of one service.
 */
final class ClassArchives {
    private final Home home;

    ClassArchives(Home home) {
        this.home = home;
    }

    /**
     * Options that use the archive, or that make it possible to write one later. A JVM that cannot use an archive says so
     * and starts without it: nothing to read in a service's log.
     */
    List<String> options(GodoService service) throws IOException {
        var archive = archive(service);
        return Files.exists(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:aot=off")
                : List.of("-XX:+RecordDynamicDumpInfo");
    }

    /** Asks a running JVM to write its archive, unless there is one. It stands still meanwhile, a second or two. */
    void keep(ServiceProcess process) throws IOException, InterruptedException {
        var archive = archive(process.service());
        if (Files.exists(archive)) {
            return;
        }
        Files.createDirectories(archive.getParent());
        deleteOlder(process.service());
        var draft = archive.resolveSibling(process.service().module() + ".draft");
        var jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "VM.cds",
                        "dynamic_dump",
                        draft.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (jcmd.waitFor(2, TimeUnit.MINUTES) && Files.exists(draft)) {
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path archive(GodoService service) throws IOException {
        var built = Files.getLastModifiedTime(home.jar(service)).toMillis();
        return folder().resolve("%s-%d.jsa".formatted(service.module(), built));
    }

    private void deleteOlder(GodoService service) throws IOException {
        try (var files = Files.newDirectoryStream(folder(), service.module() + "*")) {
            for (var file : files) {
                Files.delete(file);
            }
        }
    }

    private Path folder() {
        return home.data().resolve("classes");
    }
}
