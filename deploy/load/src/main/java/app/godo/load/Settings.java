package app.godo.load;

import java.util.List;

/**
 * How much load for how long. Everything is bounded, so that a run ends by itself, and before the access tokens do.
 *
 * @param connections how many requests are under way at any time
 * @param warm seconds each path is used before it is measured
 * @param measure seconds each path is measured
 * @param people how many use the app
 * @param port the gateway's; the fleet takes 18 more after it
 */
record Settings(int connections, int warm, int measure, int people, int port) {
    static final String USAGE =
            "./godo load [--connections 16] [--warm 10] [--measure 15] [--people 40] [--port 28080]";

    Settings {
        within("--connections", connections, 1, 256);
        within("--warm", warm, 1, 30);
        within("--measure", measure, 1, 60);
        within("--people", people, 1, 200);
        within("--port", port, 1024, 65_000);
    }

    static Settings of(List<String> arguments) {
        int connections = 16;
        int warm = 10;
        int measure = 15;
        int people = 40;
        int port = 28_080;
        for (int i = 0; i < arguments.size(); i += 2) {
            int value = number(arguments, i + 1);
            switch (arguments.get(i)) {
                case "--connections" -> connections = value;
                case "--warm" -> warm = value;
                case "--measure" -> measure = value;
                case "--people" -> people = value;
                case "--port" -> port = value;
                default -> throw new IllegalArgumentException("There is no " + arguments.get(i) + ": " + USAGE);
            }
        }
        return new Settings(connections, warm, measure, people, port);
    }

    private static int number(List<String> arguments, int place) {
        try {
            return Integer.parseInt(arguments.get(place));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s needs a whole number: %s".formatted(arguments.get(place - 1), USAGE), e);
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is from %d to %d, not %d.".formatted(name, least, most, value));
        }
    }
}
