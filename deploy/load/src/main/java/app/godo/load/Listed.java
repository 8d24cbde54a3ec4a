package app.godo.load;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * One Event of a made-up city, the same whenever it is asked for: a title of common words and one of its own, one of some hundred
 * venues, an evening of the next three months.
 *
 * @param number which it is
 * @param day its date
 * @param half how many half hours after ten in the morning it begins
 */
record Listed(int number, String title, String venue, double latitude, double longitude, LocalDate day, int half) {
    private static final int DAYS = 90;
    private static final int VENUES = 400;
    private static final int HALVES = 24;

    private static final List<String> MOODS = List.of(
            "Midnight",
            "Open Air",
            "Acoustic",
            "Golden",
            "Electric",
            "Family",
            "Silent",
            "Rooftop",
            "Winter",
            "Neon",
            "Secret",
            "Sunday",
            "Velvet",
            "Wild",
            "Slow",
            "Brooklyn");
    private static final List<String> FORMS = List.of(
            "Concert",
            "Workshop",
            "Yoga Class",
            "Film Screening",
            "Poetry Reading",
            "Walking Tour",
            "Farmers Market",
            "Lecture",
            "Dance Night",
            "Food Fair",
            "Bird Walk",
            "Exhibition",
            "Puppet Show",
            "Run",
            "Festival",
            "Chess Evening");
    /** What the parks call the form of the same place in the list. */
    private static final List<String> CATEGORIES = List.of(
            "Concerts",
            "Workshops",
            "Yoga & Pilates Classes",
            "Film",
            "Poetry",
            "Tours",
            "Farmers Markets",
            "Lectures",
            "Dance",
            "Food",
            "Birding",
            "Exhibits",
            "Puppet Shows",
            "Running/Jogging",
            "Festivals",
            "Games");

    private static final List<String> PLACES = List.of(
            "Hall", "Garden", "Theater", "Library", "Pier", "Gallery", "Plaza", "Loft", "Meadow", "Church", "Studio",
            "Terrace");
    private static final List<String> SYLLABLES = List.of(
            "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve", "wi",
            "xo", "zu");
    private static final String BOROUGHS = "MBQXR";

    static Listed of(int number, LocalDate today) {
        int venue = mixed(number, 1) % VENUES;
        return new Listed(
                number,
                "%s %s with %s %s"
                        .formatted(
                                MOODS.get(mixed(number, 2) % MOODS.size()),
                                FORMS.get(form(number)),
                                name(number % 8_000),
                                name(mixed(number, 5) % 8_000)),
                name(mixed(venue, 6) % 8_000) + " " + PLACES.get(venue % PLACES.size()),
                40.57 + mixed(venue, 7) % 3_100 / 10_000.0,
                -74.02 + mixed(venue, 8) % 2_700 / 10_000.0,
                today.plusDays(1 + mixed(number, 9) % DAYS),
                mixed(number, 10) % HALVES);
    }

    /** A row of the parks' data set. A changed one ends an hour later. */
    String row(String id, boolean changed) {
        int hour = 10 + half / 2;
        return String.format(
                Locale.ROOT,
                """
                {"guid":"%s","title":"%s","startdate":"%sT00:00:00.000","starttime":"%sT%02d:%02d:00.000",\
                "endtime":"%sT%02d:%02d:00.000","parkids":"%s%03d","parknames":"%s","location":"%s","categories":"%s",\
                "coordinates":"%.5f, %.5f","link":{"url":"http://www.nycgovparks.org/events/%4$tY/%4$tm/%4$td/listed-%1$s"},\
                "description":"%s"}""",
                id,
                title,
                day,
                day,
                hour,
                half % 2 * 30,
                day,
                hour + (changed ? 2 : 1),
                half % 2 * 30,
                BOROUGHS.charAt(number % BOROUGHS.length()),
                number % 400,
                venue,
                venue,
                CATEGORIES.get(form(number)),
                latitude,
                longitude,
                description());
    }

    /** Words that somebody might look for. */
    static String words(int number) {
        return switch (number % 3) {
            case 0 -> FORMS.get(mixed(number, 3) % FORMS.size());
            case 1 -> MOODS.get(mixed(number, 2) % MOODS.size()) + " " + FORMS.get(mixed(number, 3) % FORMS.size());
            default -> name(mixed(number, 5) % 8_000);
        };
    }

    private String description() {
        return ("Join us at %s for an evening that begins with %s and ends with %s. Bring a friend, or come alone and meet"
                        + " somebody; the %s is run by people from around the corner, and nobody needs to know anything before.")
                .formatted(
                        venue,
                        name(mixed(number, 11) % 8_000),
                        name(mixed(number, 12) % 8_000),
                        FORMS.get(form(number)));
    }

    private static int form(int number) {
        return mixed(number, 3) % FORMS.size();
    }

    private static String name(int number) {
        var name = SYLLABLES.get(number % 20) + SYLLABLES.get(number / 20 % 20) + SYLLABLES.get(number / 400 % 20);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** No order in it, and never negative. */
    private static int mixed(int number, int salt) {
        int bits = number * 0x9E3779B9 + salt * 0x85EBCA6B;
        bits = (bits ^ bits >>> 16) * 0x7FEB352D;
        bits = (bits ^ bits >>> 15) * 0x846CA68B;
        return (bits ^ bits >>> 16) & Integer.MAX_VALUE;
    }
}
