package app.godo.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a service's JVM is started on a developer's machine, where eight of them share two cores and a few gigabytes. */
final class Jvm {
    private Jvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static List<String> command(Home home, GodoService service) {
        var command = new ArrayList<String>();
        command.add(java());
        // by this word in its command line a process is known as ours
        command.add("-Dgodo.home=" + home.data());
        command.add("-Xmx" + service.heapMegabytes() + "m");
        command.add("-XX:+UseSerialGC");
        // starts sooner and stays smaller without the optimising compiler; under load it is worth both
        if (!"full".equals(System.getenv("GODO_JIT"))) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-XX:+ExitOnOutOfMemoryError");
        if (Files.exists(home.aotCache(service))) {
            command.add("-XX:AOTCache=" + home.aotCache(service));
        }
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Duser.timezone=UTC");
        command.add("-jar");
        command.add(home.jar(service).toString());
        return command;
    }
}
