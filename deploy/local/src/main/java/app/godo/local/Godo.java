package app.godo.local;

import app.godo.servers.CannotStart;

import java.nio.file.Path;
import java.util.List;

/** What the {@code godo} script hands over to: {@code up}, {@code down}, {@code dev <service>}, {@code admin <email>}. */
public final class Godo {
    private Godo() {}

    /** Needs the project's root folder in the system property {@code godo.root}. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    /** Whatever goes wrong ends the process: the broker's threads would keep it alive for ever. */
    private static int run(List<String> arguments) {
        var home = Home.of(Path.of(System.getProperty("godo.root")), System.getenv());
        try {
            return run(home, PortPlan.from(System.getenv("GODO_PORT")), arguments);
        } catch (Throwable failure) {
            System.err.println(new Failures(home).sentence(failure));
            return 1;
        }
    }

    private static int run(Home home, PortPlan ports, List<String> arguments) throws Exception {
        var steps = new Steps(System.out);
        return switch (arguments.getFirst()) {
            case "up" -> new Up(home, ports, steps).run();
            case "down" -> new Down(home, steps).run();
            case "dev" -> new Dev(home, ports, steps).run(service(argument(arguments, "dev <service>")));
            case "admin" -> new Admin(home, ports, steps).run(argument(arguments, "admin <email>"));
            default -> throw new CannotStart("There is no command \"%s\".".formatted(arguments.getFirst()));
        };
    }

    private static String argument(List<String> arguments, String usage) {
        if (arguments.size() != 2) {
            throw new CannotStart("Say ./godo %s.".formatted(usage));
        }
        return arguments.get(1);
    }

    private static GodoService service(String module) {
        return GodoService.named(module)
                .orElseThrow(() -> new CannotStart("There is no service \"%s\"; there are %s."
                        .formatted(
                                module,
                                String.join(
                                        ", ",
                                        List.of(GodoService.values()).stream()
                                                .map(GodoService::module)
                                                .toList()))));
    }
}
