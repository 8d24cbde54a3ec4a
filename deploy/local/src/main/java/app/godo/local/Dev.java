package app.godo.local;

import app.godo.servers.Children;

import java.util.EnumSet;

/** {@code ./godo dev <service>}: that one with hot reload in the foreground, the rest of the fleet around it. */
final class Dev {
    private final Home home;
    private final PortPlan ports;
    private final Steps steps;

    Dev(Home home, PortPlan ports, Steps steps) {
        this.home = home;
        this.ports = ports;
        this.steps = steps;
    }

    int run(GodoService service) throws Exception {
        steps.say("Godo starts in " + home.data());
        var running = Running.start(home, ports, steps, EnumSet.complementOf(EnumSet.of(service)));
        steps.say("\n%s comes up on %s with hot reload.\n"
                .formatted(service.module(), running.fleet().url(service)));
        var builder = new ProcessBuilder(
                        home.root().resolve("mvnw").toString(),
                        "-q",
                        "-pl",
                        service.module(),
                        "-am",
                        // up to here, as the service's tests use wire's
                        "test-compile",
                        "quarkus:dev",
                        "-Dspotless.check.skip",
                        "-Dquarkus.analytics.disabled=true",
                        "-Dgodo.home=" + home.data())
                .directory(home.root().toFile())
                .inheritIO();
        builder.environment().putAll(running.fleet().environmentOf(service));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var maven = builder.start();
        running.fleet().adopt(service.module(), maven.toHandle(), Children.Farewell.TERM);
        return maven.waitFor();
    }
}
