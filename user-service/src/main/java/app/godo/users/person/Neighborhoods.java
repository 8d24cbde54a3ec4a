package app.godo.users.person;

import io.quarkus.runtime.Startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import jakarta.inject.Singleton;

/** The New York neighbourhoods people may live in, by the names they use; {@code nyc-neighborhoods.txt} says where from. */
@Singleton
@Startup
public class Neighborhoods {

    private static final String LIST = "nyc-neighborhoods.txt";

    private final Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Neighborhoods() {
        try (var list = Neighborhoods.class.getClassLoader().getResourceAsStream(LIST)) {
            new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(name -> byName.put(name, name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The name as the list writes it, null when it is not on the list. */
    public String listed(String name) {
        return name == null ? null : byName.get(name);
    }

    /** Notes a place that is not on the list; none is fine. */
    public void check(String name, Faults faults) {
        faults.when(
                name != null && listed(name) == null,
                "/location_neighborhood",
                "unknown-neighborhood",
                "This is not on the list of New York neighbourhoods.");
    }
}
