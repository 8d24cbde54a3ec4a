package app.godo.ingestion.reading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What it costs to get in, in minor units of the currency. Unknown is not free, and neither is zero: sellers write zero for what
 * they no longer sell.
 *
 * @param min null together with {@code max} when unknown
 */
public record Price(Integer min, Integer max, String currency, boolean free) {

    public static final Price UNKNOWN = new Price(null, null, "USD", false);
    public static final Price FREE = new Price(0, 0, "USD", true);

    /** Where a venue's page says what it costs, it says so at the start of a line. */
    private static final Pattern LABELLED = Pattern.compile(
            "(?im)^[^\\S\\n]*(?:ticket |general )?(?:price|prices|pricing|cost|tickets|admission|fee)\\s?:[^\\S\\n]*(\\S.{0,200})$");

    private static final Pattern SAYS_FREE = Pattern.compile(
            "(?i)^\\W*free(?:\\s+(?:admission|entry|event|and open\\b.*|to (?:all|the public|attend)\\b.*|with rsvp|of charge))?\\W*$");

    /** {@code $30/24}, {@code $25/20}, {@code $50, $45}: after the first sign, a slash carries it on. */
    private static final Pattern AMOUNTS = Pattern.compile("([$€£])\\s?(\\d{1,5}(?:,\\d{3})?(?:\\.\\d{2})?)"
            + "((?:\\s?[/–-]\\s?[$€£]?\\d{1,5}(?:,\\d{3})?(?:\\.\\d{2})?\\b)*)");

    private static final Map<String, String> SIGNS = Map.of("$", "USD", "€", "EUR", "£", "GBP");

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,5}(?:,\\d{3})?(?:\\.\\d{2})?");

    private static final BigDecimal LARGEST = new BigDecimal(10_000_000);

    public boolean known() {
        return min != null;
    }

    /**
     * Major units as a seller lists them. Zero for both is unknown: whoever has a positive sign says {@link #FREE}.
     *
     * @param max null when there is one price
     * @param currency ISO 4217, null for dollars
     */
    public static Price of(BigDecimal min, BigDecimal max, String currency) {
        var low = min == null ? max : min;
        var high = max == null ? min : max;
        if (low == null || high.signum() == 0 || low.signum() < 0 || high.compareTo(LARGEST) > 0) {
            return UNKNOWN;
        }
        var code = currencyOf(currency);
        if (code == null || high.compareTo(low) < 0) {
            return UNKNOWN;
        }
        var digits = Math.max(0, code.getDefaultFractionDigits());
        return new Price(minor(low, digits), minor(high, digits), code.getCurrencyCode(), false);
    }

    /** The same in minor units, as many of which make a major one as the currency has. */
    public static Price ofMinor(BigDecimal min, BigDecimal max, String currency) {
        var code = currencyOf(currency);
        var digits = code == null ? 0 : Math.max(0, code.getDefaultFractionDigits());
        return of(
                min == null ? null : min.movePointLeft(digits),
                max == null ? null : max.movePointLeft(digits),
                currency);
    }

    /** Free in a Source's currency. */
    public static Price free(String currency) {
        var code = currencyOf(currency);
        return code == null ? FREE : new Price(0, 0, code.getCurrencyCode(), true);
    }

    /** What a line like {@code Price: $30/24 for Members} of a text says; {@link #UNKNOWN} when there is none such. */
    public static Price saidIn(String text) {
        if (text == null) {
            return UNKNOWN;
        }
        var lines = LABELLED.matcher(text);
        while (lines.find()) {
            var price = ofWords(lines.group(1));
            if (price.known()) {
                return price;
            }
        }
        return UNKNOWN;
    }

    /** What words that are about the price say: {@code Free}, {@code $25/20}. */
    public static Price ofWords(String words) {
        if (words == null || words.length() > 500) {
            return UNKNOWN;
        }
        if (SAYS_FREE.matcher(words).matches()) {
            return FREE;
        }
        List<BigDecimal> amounts = new ArrayList<>();
        String currency = null;
        var groups = AMOUNTS.matcher(words);
        while (groups.find()) {
            var theirs = SIGNS.get(groups.group(1));
            if (currency != null && !currency.equals(theirs)) {
                continue;
            }
            currency = theirs;
            var all = AMOUNT.matcher(groups.group());
            while (all.find()) {
                amounts.add(new BigDecimal(all.group().replace(",", "")));
            }
        }
        return amounts.isEmpty() ? UNKNOWN : of(Collections.min(amounts), Collections.max(amounts), currency);
    }

    private static Currency currencyOf(String code) {
        try {
            return Currency.getInstance(
                    code == null || code.isBlank() ? "USD" : code.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static int minor(BigDecimal amount, int digits) {
        return amount.movePointRight(digits).setScale(0, RoundingMode.HALF_UP).intValueExact();
    }
}
