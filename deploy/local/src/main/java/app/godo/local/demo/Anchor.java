package app.godo.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The day on which the demo city's first event takes place. It is kept with the data, so that a restart lists the same
 * events on the same days, and moves on when most of them have passed.
 */
final class Anchor {
    private static final int DAYS_KEPT = 3;

    private Anchor() {}

    static LocalDate in(Path folder, LocalDate today) throws IOException {
        var file = Files.createDirectories(folder).resolve("first-day");
        if (Files.exists(file)) {
            var kept = LocalDate.parse(Files.readString(file).strip());
            var age = ChronoUnit.DAYS.between(kept, today);
            if (age >= 0 && age < DAYS_KEPT) {
                return kept;
            }
        }
        Files.writeString(file, today + "\n");
        return today;
    }
}
