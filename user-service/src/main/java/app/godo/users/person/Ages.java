package app.godo.users.person;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;

/** How old someone is in New York today. Who was born on 29 February is a year older on 1 March of other years. */
public final class Ages {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    public static int today(LocalDate birthDate, Clock clock) {
        return Period.between(birthDate, LocalDate.ofInstant(clock.instant(), NEW_YORK))
                .getYears();
    }

    private Ages() {}
}
