package app.godo.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/** What people look for: words, around here, on this part of the map, this weekend, of this kind, and these together. */
final class Searches {
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/New_York"));
    private static final List<String> CATEGORIES =
            List.of("music", "film", "family", "tours", "talks", "food_drink", "markets");
    private static final List<String> QUESTIONS =
            IntStream.range(0, 400).mapToObj(Searches::question).toList();

    static String any() {
        return Swipes.any(QUESTIONS);
    }

    private static String question(int number) {
        return "/events/search?limit=20&"
                + switch (number % 8) {
                    case 0 -> words(number);
                    case 1 -> words(number) + "&" + week(number);
                    case 2 -> near(number) + "&" + week(number);
                    case 3 -> map(number) + "&" + week(number);
                    case 4 -> category(number) + "&" + week(number);
                    case 5 -> words(number) + "&" + near(number) + "&" + week(number);
                    case 6 -> category(number) + "&" + map(number);
                    default -> words(number) + "&" + category(number) + "&price_max=2000";
                };
    }

    private static String words(int number) {
        return "q=" + URLEncoder.encode(Listed.words(number), StandardCharsets.UTF_8);
    }

    private static String near(int number) {
        return "near=%.4f,%.4f&radius=%d"
                .formatted(40.6 + number % 29 / 100.0, -74.0 + number % 23 / 100.0, 1_000 + number % 5 * 500);
    }

    private static String map(int number) {
        double south = 40.6 + number % 27 / 100.0;
        double west = -74.0 + number % 21 / 100.0;
        return "bbox=%.4f,%.4f,%.4f,%.4f".formatted(west, south, west + 0.04, south + 0.03);
    }

    private static String week(int number) {
        var from = TODAY.plusDays(number % 60);
        return "from=%s&to=%s".formatted(from, from.plusDays(number % 3 * 3));
    }

    private static String category(int number) {
        return "category=" + CATEGORIES.get(number % CATEGORIES.size());
    }

    private Searches() {}
}
