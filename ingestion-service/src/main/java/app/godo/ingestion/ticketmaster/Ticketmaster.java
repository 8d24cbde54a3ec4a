package app.godo.ingestion.ticketmaster;

import app.godo.ingestion.reading.LenientJson;
import app.godo.ingestion.sources.Ask;
import app.godo.ingestion.sources.Connector;
import app.godo.ingestion.sources.Next;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Query;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Settings;
import app.godo.ingestion.sources.Source;
import app.godo.ingestion.sources.WrongSetting;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Ticketmaster's Discovery API v2. No more than the first thousand Events of a search can be had, so that the days ahead are searched
 * in slices, and one with more is halved until it has fewer.
 */
public final class Ticketmaster implements Connector {

    private static final String HOME = "https://app.ticketmaster.com/discovery/v2/events.json";
    private static final int PAGE = 200;
    private static final int MOST = 1000;

    /** What takes place within an hour is not divided further. */
    private static final Duration SHORTEST = Duration.ofHours(1);

    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N} .,'&/:-]{1,200}");
    private static final Map<String, Pattern> SEARCHED = Map.ofEntries(
            Map.entry("dmaId", Pattern.compile("\\d{1,5}")),
            Map.entry("marketId", Pattern.compile("\\d{1,5}")),
            Map.entry("city", WORDS),
            Map.entry("stateCode", Pattern.compile("[A-Z]{2}")),
            Map.entry("countryCode", Pattern.compile("[A-Z]{2}")),
            Map.entry("postalCode", Pattern.compile("[\\w -]{3,10}")),
            Map.entry("geoPoint", Pattern.compile("[0-9b-hjkmnp-z]{1,9}")),
            Map.entry("radius", Pattern.compile("\\d{1,5}")),
            Map.entry("unit", Pattern.compile("miles|km")),
            Map.entry("venueId", Pattern.compile("[\\w,-]{1,400}")),
            Map.entry("attractionId", Pattern.compile("[\\w,-]{1,400}")),
            Map.entry("classificationName", WORDS),
            Map.entry("source", WORDS),
            Map.entry("keyword", WORDS));

    private final Reader reader = new TicketmasterReader();

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public List<Ask> first(Source source, Instant at) {
        var settings = Settings.of(source);
        var query = settings.parameters("query", SEARCHED);
        var days = settings.number("days_ahead", 1, 730, 180);
        var slice = settings.number("slice_days", 1, 365, 14);
        settings.nothingElse();
        if (query.isEmpty()) {
            throw new WrongSetting(
                    "/settings/query", "missing", "What is searched for is needed, e.g. {\"dmaId\": \"345\"}.");
        }
        var search = source.urlOr(HOME);
        for (var parameter : query.entrySet()) {
            search = Query.with(search, parameter.getKey(), parameter.getValue());
        }
        var today = at.truncatedTo(ChronoUnit.DAYS);
        var asks = new ArrayList<Ask>();
        for (var day = 0; day < days; day += slice) {
            var ends = today.plus(Math.min(day + slice, days), ChronoUnit.DAYS);
            asks.add(between(Ask.of(search), today.plus(day, ChronoUnit.DAYS), ends));
        }
        return asks;
    }

    @Override
    public Next next(Source source, Ask ask, Payload payload, Readout readout) {
        var page = LenientJson.document(payload.text()).path("page");
        var number = page.path("number").asInt();
        if (number == 0 && page.path("totalElements").asInt() > MOST) {
            var starts = moment(ask, "startDateTime");
            var ends = moment(ask, "endDateTime");
            var half = Duration.between(starts, ends).dividedBy(2).truncatedTo(ChronoUnit.SECONDS);
            if (half.compareTo(SHORTEST) >= 0) {
                var middle = starts.plus(half);
                return Next.instead(List.of(between(ask, starts, middle), between(ask, middle, ends)));
            }
        }
        if (number + 1 >= page.path("totalPages").asInt()) {
            return Next.NOTHING;
        }
        return (number + 1) * PAGE < MOST
                ? Next.asking(ask.with("page", Integer.toString(number + 1)))
                : Next.lacking("From %s on there are more than %d events at once"
                        .formatted(moment(ask, "startDateTime"), MOST));
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public String signed(String address, String key) {
        return Query.with(address, "apikey", key);
    }

    private static Ask between(Ask search, Instant starts, Instant ends) {
        return search.with("startDateTime", starts.toString())
                .with("endDateTime", ends.toString())
                // what is postponed without a new date would else be missing, as if it had been taken down
                .with("includeTBA", "yes")
                .with("includeTBD", "yes")
                .with("sort", "date,asc")
                .with("size", Integer.toString(PAGE))
                .with("page", "0");
    }

    private static Instant moment(Ask ask, String parameter) {
        for (var pair : URI.create(ask.address()).getQuery().split("&")) {
            if (pair.startsWith(parameter + "=")) {
                return Instant.parse(pair.substring(parameter.length() + 1));
            }
        }
        throw new IllegalStateException("no " + parameter);
    }
}
