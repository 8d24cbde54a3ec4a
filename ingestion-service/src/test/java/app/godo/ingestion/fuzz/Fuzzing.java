package app.godo.ingestion.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code ./godo fuzz [seconds] [parser...]}: Jazzer on one parser after the other, each in a JVM of its own; ends with 1 when
 * one has a finding. A parser that takes {@value #HANGS_AFTER} s over {@value #LONGEST} bytes hangs; one that wants more than
 * {@value #MEGABYTES} MB is a finding too.
 */
final class Fuzzing {

    private static final int SECONDS = 60;
    private static final int HANGS_AFTER = 60;
    private static final int LONGEST = 8_192;
    private static final int MEGABYTES = 512;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
    private static final Pattern FINDING =
            Pattern.compile("== Java Exception: .*|ALARM: working on .*|.*ERROR: libFuzzer: .*");

    /** The folder with payloads to begin with, the folder for what is found, then what was asked. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var seeds = Path.of(arguments[0]);
        var out = Path.of(arguments[1]);
        var asked = List.of(arguments).subList(2, arguments.length);
        if (!asked.isEmpty() && !asked.getFirst().matches("\\d{1,5}")) {
            System.err.println("./godo fuzz [seconds] [parser...]");
            System.exit(2);
        }
        var seconds = asked.isEmpty() ? SECONDS : Integer.parseInt(asked.getFirst());
        var parsers = asked.size() > 1 ? asked.subList(1, asked.size()) : AnyBytes.parsers();
        var findings = 0;
        for (var parser : parsers) {
            findings += fuzz(parser, seeds, out, seconds) ? 0 : 1;
        }
        System.exit(findings == 0 ? 0 : 1);
    }

    private static boolean fuzz(String parser, Path seeds, Path out, int seconds)
            throws IOException, InterruptedException {
        var corpus = Files.createDirectories(out.resolve(parser));
        var log = out.resolve(parser + ".log");
        var ended = new ProcessBuilder(command(parser, seeds, corpus, out, seconds))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        var lines = Files.readAllLines(log);
        var runs = "no end";
        var finding = new ArrayList<String>();
        for (var line : lines) {
            var done = DONE.matcher(line);
            if (done.find()) {
                var took = Integer.parseInt(done.group(2));
                runs = String.format(Locale.ROOT, "%,d inputs in %d s", Long.parseLong(done.group(1)), took);
            }
            if (FINDING.matcher(line).matches()) {
                finding.add(line);
            }
        }
        var whole = ended == 0 && finding.isEmpty();
        System.out.printf(
                "%-22s %-28s %s%n", parser, runs, whole ? "nothing found" : "FOUND: " + finding + ", see " + log);
        return whole;
    }

    private static List<String> command(String parser, Path seeds, Path corpus, Path out, int seconds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-Dkind=" + parser,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + AnyBytes.class.getName(),
                "--instrumentation_includes=app.godo.ingestion.**:biweekly.**:com.github.mangstadt.**:org.jsoup.**",
                "-max_total_time=" + seconds,
                "-timeout=" + HANGS_AFTER,
                "-max_len=" + LONGEST,
                "-artifact_prefix=" + out.resolve(parser + "-"),
                corpus.toString(),
                seeds.toString());
    }

    private Fuzzing() {}
}
