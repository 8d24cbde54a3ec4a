package app.godo.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line per step: what, its state, its seconds. */
final class Steps {
    private final PrintStream out;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** Steps that nobody reads. */
    static Steps silent() {
        return new Steps(new PrintStream(PrintStream.nullOutputStream()));
    }

    interface Step<T> {
        T run() throws Exception;
    }

    void done(String what, String state, Duration took) {
        line(what, state, String.format(Locale.ROOT, "%5.1f s", took.toMillis() / 1000.0));
    }

    <T> T timed(String what, String state, Step<T> step) throws Exception {
        long begin = System.nanoTime();
        var result = step.run();
        done(what, state, Duration.ofNanos(System.nanoTime() - begin));
        return result;
    }

    void line(String what, String state, String remark) {
        say("  %-24s %-10s %s".formatted(what, state, remark));
    }

    synchronized void say(String line) {
        out.println(line.stripTrailing());
    }
}
