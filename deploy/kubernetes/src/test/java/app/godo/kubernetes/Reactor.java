package app.godo.kubernetes;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the source tree says about the services: which there are, where they listen, what can be told to them. */
final class Reactor {

    static final Path ROOT = Path.of(System.getProperty("godo.root"));

    /** What of Quarkus, Kafka's clients and libc we set; the rest of what is set has to be found in our own sources. */
    private static final Set<String> NOT_OURS = Set.of(
            "quarkus.http.host",
            "quarkus.management.host",
            "quarkus.mailer.host",
            "quarkus.mailer.port",
            "quarkus.mailer.start-tls",
            "quarkus.mailer.username",
            "quarkus.mailer.password",
            "quarkus.shutdown.delay",
            "kafka.security.protocol",
            "kafka.ssl.truststore.type",
            "kafka.ssl.truststore.location",
            "kafka.ssl.keystore.type",
            "kafka.ssl.keystore.location",
            "kafka.ssl.keystore.password");

    private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");
    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern METHOD = Pattern.compile("^ +[A-Z\\w][\\w<>, .]* (\\w+)\\(\\);$", Pattern.MULTILINE);
    private static final Pattern INJECTED = Pattern.compile("@ConfigProperty\\(name = \"([^\"]+)\"");

    private Reactor() {}

    /** The modules that are services. */
    static List<String> services() {
        return MODULE.matcher(text(ROOT.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .filter(module -> module.equals("gateway") || module.endsWith("-service"))
                .toList();
    }

    /** The value of a property in a service's own configuration, or its default of the fleet. */
    static String property(String service, String name) {
        return propertyFiles(service)
                .map(file -> properties(file).getProperty(name))
                .filter(value -> value != null)
                .findFirst()
                .orElseThrow();
    }

    /** The environment variables that a service would listen to. */
    static Set<String> variables(String service) {
        var names = new TreeSet<>(NOT_OURS);
        propertyFiles(service).forEach(file -> names.addAll(properties(file).stringPropertyNames()));
        Stream.concat(Stream.of(service), libraries(service))
                .forEach(module -> sources(module).forEach(source -> addNames(source, names)));
        var variables = new TreeSet<String>();
        names.forEach(name -> variables.add(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT)));
        return variables;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Properties properties(Path file) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text(file)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return properties;
    }

    private static Stream<String> libraries(String service) {
        var pom = text(ROOT.resolve(service).resolve("pom.xml"));
        return Stream.of("wire", "pictures").filter(module -> pom.contains("<artifactId>" + module + "</artifactId>"));
    }

    private static void addNames(String source, Set<String> names) {
        INJECTED.matcher(source).results().map(found -> found.group(1)).forEach(names::add);
        PREFIX.matcher(source).results().map(found -> found.group(1)).forEach(prefix -> METHOD.matcher(source)
                .results()
                .map(Reactor::kebab)
                .forEach(name -> names.add(prefix + "." + name)));
    }

    private static String kebab(MatchResult method) {
        return method.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Stream<Path> propertyFiles(String service) {
        return Stream.of(
                        service + "/src/main/resources/application.properties",
                        service + "/src/main/resources/META-INF/microprofile-config.properties",
                        "wire/src/main/resources/META-INF/microprofile-config.properties",
                        "wire/src/main/resources/META-INF/godo-postgres.properties")
                .map(ROOT::resolve)
                .filter(Files::exists);
    }

    private static List<String> sources(String module) {
        try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Reactor::text)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
