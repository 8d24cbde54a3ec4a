package app.godo.servers;

import java.nio.file.Path;
import java.util.List;

/**
 * The processes of a folder that no record names, because whoever started them died before it could write them down.
 * They are known by their program and a word in their command line together; {@code watchdog.sh} knows them likewise.
 */
final class Strays {
    private Strays() {}

    static List<ProcessHandle> of(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> belongs(process.pid(), folder))
                .toList();
    }

    /** Those that make or serve a cluster of Postgres. */
    static List<ProcessHandle> ofPostgres(Path cluster) {
        return ProcessHandle.allProcesses()
                .filter(process -> isPostgres(process.pid()) && serves(process.pid(), cluster))
                .toList();
    }

    static Children.Farewell farewell(ProcessHandle process) {
        return isPostgres(process.pid()) ? Children.Farewell.INT : Children.Farewell.TERM;
    }

    private static boolean belongs(long pid, Path folder) {
        var program = Proc.program(pid);
        return isPostgres(pid) && serves(pid, folder.resolve("postgres"))
                || program.startsWith(folder.resolve("redis")) // each folder has its own copy
                || program.endsWith("java") && Proc.arguments(pid).contains("-Dgodo.home=" + folder);
    }

    private static boolean isPostgres(long pid) {
        var program = Proc.program(pid);
        return program.endsWith("postgres") || program.endsWith("pg_ctl") || program.endsWith("initdb");
    }

    private static boolean serves(long pid, Path cluster) {
        return Proc.arguments(pid).contains(cluster.toString());
    }
}
