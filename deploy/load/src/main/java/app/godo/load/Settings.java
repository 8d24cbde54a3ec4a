package app.godo.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much load for how long. Everything is bounded, so that a run ends by itself, and before the access tokens do.
 *
 * @param connections how many requests are under way at any time
 * @param warm seconds each path is used before it is measured
 * @param measure seconds each path is measured
 * @param people how many use the app
 * @param port the gateway's; the fleet takes 18 more after it, and an nginx one more
 * @param catalogue how many Events of a made-up city are taken in and searched, instead of the hot paths; 0 for none
 * @param nginx a program to measure the gateway against, instead of the hot paths; null for none
 */
record Settings(int connections, int warm, int measure, int people, int port, int catalogue, Path nginx) {
    static final String USAGE =
            "./godo load [--connections 16] [--warm 10] [--measure 15] [--people 40] [--port 28080] "
                    + "[--against-nginx /usr/sbin/nginx] [--catalogue 100000]";

    Settings {
        within("--connections", connections, 1, 256);
        within("--warm", warm, 1, 30);
        within("--measure", measure, 1, 60);
        within("--people", people, 1, 200);
        within("--port", port, 1024, 65_000);
        if (catalogue != 0) {
            within("--catalogue", catalogue, 1_000, 1_000_000);
        }
        if (nginx != null && !Files.isExecutable(nginx)) {
            throw new IllegalArgumentException(
                    "There is no program %s; Debian's package nginx-light has one.".formatted(nginx));
        }
    }

    static Settings of(List<String> arguments) {
        int connections = 16;
        int warm = 10;
        int measure = 15;
        int people = 40;
        int port = 28_080;
        int catalogue = 0;
        Path nginx = null;
        for (int i = 0; i < arguments.size(); i += 2) {
            switch (arguments.get(i)) {
                case "--connections" -> connections = number(arguments, i + 1);
                case "--warm" -> warm = number(arguments, i + 1);
                case "--measure" -> measure = number(arguments, i + 1);
                case "--people" -> people = number(arguments, i + 1);
                case "--port" -> port = number(arguments, i + 1);
                case "--catalogue" -> catalogue = number(arguments, i + 1);
                case "--against-nginx" -> nginx = Path.of(value(arguments, i + 1));
                default -> throw new IllegalArgumentException("There is no " + arguments.get(i) + ": " + USAGE);
            }
        }
        return new Settings(connections, warm, measure, people, port, catalogue, nginx);
    }

    private static int number(List<String> arguments, int place) {
        try {
            return Integer.parseInt(value(arguments, place));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s needs a whole number: %s".formatted(arguments.get(place - 1), USAGE), e);
        }
    }

    private static String value(List<String> arguments, int place) {
        if (place == arguments.size()) {
            throw new IllegalArgumentException("%s needs a value: %s".formatted(arguments.get(place - 1), USAGE));
        }
        return arguments.get(place);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is from %d to %d, not %d.".formatted(name, least, most, value));
        }
    }
}
