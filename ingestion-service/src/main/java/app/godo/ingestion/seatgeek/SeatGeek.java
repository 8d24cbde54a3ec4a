package app.godo.ingestion.seatgeek;

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

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** SeatGeek's {@code /2/events}, page by page. */
public final class SeatGeek implements Connector {

    private static final String HOME = "https://api.seatgeek.com/2/events";
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N} .,'&-]{1,200}");
    private static final Pattern DEGREES = Pattern.compile("-?\\d{1,3}(?:\\.\\d{1,8})?");
    private static final Map<String, Pattern> SEARCHED = Map.of(
            "venue.city", WORDS,
            "venue.state", Pattern.compile("[A-Z]{2}"),
            "venue.country", Pattern.compile("[A-Z]{2}"),
            "venue.id", Pattern.compile("\\d{1,12}"),
            "postal_code", Pattern.compile("[\\w -]{3,10}"),
            "lat", DEGREES,
            "lon", DEGREES,
            "range", Pattern.compile("\\d{1,4}(?:mi|km)"),
            "taxonomies.name", Pattern.compile("[a-z_]{1,60}"),
            "performers.slug", Pattern.compile("[\\w-]{1,100}"));

    private final Reader reader = new SeatGeekReader();

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public List<Ask> first(Source source, Instant at) {
        var settings = Settings.of(source);
        var query = settings.parameters("query", SEARCHED);
        var days = settings.number("days_ahead", 1, 730, 180);
        var size = settings.number("page_size", 1, 1000, 100);
        settings.nothingElse();
        if (query.isEmpty()) {
            throw new WrongSetting(
                    "/settings/query",
                    "missing",
                    "What is searched for is needed, e.g. {\"venue.city\": \"New York\"}.");
        }
        var search = source.urlOr(HOME);
        for (var parameter : query.entrySet()) {
            search = Query.with(search, parameter.getKey(), parameter.getValue());
        }
        var today = at.truncatedTo(ChronoUnit.DAYS);
        return List.of(Ask.of(search)
                .with("datetime_utc.gte", withoutZ(today))
                .with("datetime_utc.lt", withoutZ(today.plus(days, ChronoUnit.DAYS)))
                .with("sort", "datetime_utc.asc")
                .with("per_page", Integer.toString(size))
                .with("page", "1"));
    }

    @Override
    public Next next(Source source, Ask ask, Payload payload, Readout readout) {
        var meta = LenientJson.document(payload.text()).path("meta");
        var page = meta.path("page").asInt(1);
        return readout.size() > 0
                        && (long) page * meta.path("per_page").asInt()
                                < meta.path("total").asInt()
                ? Next.asking(ask.with("page", Integer.toString(page + 1)))
                : Next.NOTHING;
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public String signed(String address, String key) {
        return Query.with(address, "client_id", key);
    }

    /** As it writes its own moments. */
    private static String withoutZ(Instant moment) {
        return moment.toString().replace("Z", "");
    }
}
