package app.godo.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.local.GodoService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the other journeys made the services say. */
@Order(5)
class QuietLogsTest {

    private static final Pattern UNWANTED = Pattern.compile(
            "Thread .* has been blocked|Unrecognized configuration|unrecognized configuration|^\\s+at [a-z].*\\(.*\\)$|^Caused by: ");

    @Test
    @DisplayName("D-12: no service logs a blocked event loop, an unknown setting or a stack trace")
    void the_services_have_nothing_to_complain_of() throws IOException {
        var complaints = new ArrayList<String>();
        for (var service : GodoService.values()) {
            Files.readAllLines(City.fleet().logs(service)).stream()
                    .filter(line -> UNWANTED.matcher(line).find())
                    .map(line -> service.module() + ": " + line)
                    .forEach(complaints::add);
        }

        assertEquals(List.of(), complaints);
    }
}
