package app.godo.ingestion.jsonld;

import app.godo.ingestion.reading.NotAListing;
import com.fasterxml.jackson.databind.JsonNode;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * On which days a schedule is: every so many days, weeks, months or years from its first.
 *
 * @param weekdays empty for any
 * @param ofMonth days of the month, from its end when negative; empty for any
 * @param weeks which of the month's Mondays and so on, the last when negative; empty for any
 * @param months empty for any
 */
record ScheduleDays(
        LocalDate first,
        Period every,
        Set<DayOfWeek> weekdays,
        Set<Integer> ofMonth,
        Set<Integer> weeks,
        Set<Integer> months) {

    /** {@code https://schema.org/Monday}, {@code Monday}, {@code MO}, and of a month {@code 2MO}. */
    private static final Pattern DAY = Pattern.compile("([+-]?\\d)?([A-Z]{2,9})");

    static ScheduleDays of(JsonNode said, LocalDate first, Period every) {
        if (every.isZero() || every.isNegative() || every.toTotalMonths() > 0 && every.getDays() > 0) {
            throw new NotAListing("The schedule's frequency cannot be");
        }
        var weekdays = new HashSet<DayOfWeek>();
        var weeks = new HashSet<>(numbers(said, "byMonthWeek"));
        for (var word : Nodes.lastWords(said.path("byDay"))) {
            var day = DAY.matcher(word.strip().toUpperCase(Locale.ROOT));
            if (!day.matches()) {
                throw new NotAListing("There is no such byDay");
            }
            weekdays.add(day(day.group(2)));
            if (day.group(1) != null) {
                weeks.add(Integer.valueOf(day.group(1)));
            }
        }
        return new ScheduleDays(first, every, weekdays, numbers(said, "byMonthDay"), weeks, numbers(said, "byMonth"));
    }

    private static DayOfWeek day(String word) {
        for (var day : DayOfWeek.values()) {
            if (day.name().startsWith(word)) {
                return day;
            }
        }
        throw new NotAListing("There is no such byDay");
    }

    private static Set<Integer> numbers(JsonNode said, String name) {
        var numbers = new HashSet<Integer>();
        Nodes.several(said.path(name)).forEach(each -> numbers.add(each.asInt()));
        numbers.remove(0);
        return numbers;
    }

    boolean include(LocalDate day) {
        return (months.isEmpty() || months.contains(day.getMonthValue()))
                && (weekdays.isEmpty() || weekdays.contains(day.getDayOfWeek()))
                && (every.toTotalMonths() == 0 ? isOfDays(day) : isOfMonths(day));
    }

    private boolean isOfDays(LocalDate day) {
        var byWeeks = !weekdays.isEmpty() && every.getDays() % 7 == 0;
        var monday = TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY);
        var since = byWeeks ? first.with(monday) : first;
        return ChronoUnit.DAYS.between(since, byWeeks ? day.with(monday) : day) % every.getDays() == 0;
    }

    private boolean isOfMonths(LocalDate day) {
        var between = ChronoUnit.MONTHS.between(YearMonth.from(first), YearMonth.from(day));
        if (between % every.toTotalMonths() != 0 && (months.isEmpty() || every.toTotalMonths() % 12 != 0)) {
            return false;
        }
        var length = day.lengthOfMonth();
        if (!ofMonth.isEmpty()) {
            return ofMonth.contains(day.getDayOfMonth()) || ofMonth.contains(day.getDayOfMonth() - length - 1);
        }
        if (!weeks.isEmpty()) {
            return weeks.contains((day.getDayOfMonth() + 6) / 7)
                    || weeks.contains(-((length - day.getDayOfMonth()) / 7 + 1));
        }
        return weekdays.isEmpty()
                ? day.getDayOfMonth() == first.getDayOfMonth()
                : (day.getDayOfMonth() + 6) / 7 == (first.getDayOfMonth() + 6) / 7;
    }
}
