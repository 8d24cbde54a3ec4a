package app.godo.ingestion.eventbrite;

import app.godo.ingestion.reading.LenientJson;
import app.godo.ingestion.sources.Ask;
import app.godo.ingestion.sources.Connector;
import app.godo.ingestion.sources.Next;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Settings;
import app.godo.ingestion.sources.Source;
import app.godo.ingestion.sources.WrongSetting;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Eventbrite's API v3. It cannot be searched since 2020: a Source is a list of organizations, venues, organizers and single events
 * that somebody has chosen.
 */
public final class Eventbrite implements Connector {

    private static final String HOME = "https://www.eventbriteapi.com/v3";
    private static final String EXPANSIONS = "venue,category,subcategory,format,ticket_availability,event_sales_status";
    private static final Pattern ID = Pattern.compile("\\d{1,20}");
    private static final int MOST = 500;

    private final Reader reader = new EventbriteReader();

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public List<Ask> first(Source source, Instant at) {
        var home = source.urlOr(HOME);
        var settings = Settings.of(source);
        var asks = new ArrayList<Ask>();
        for (var id : settings.texts("organizations", ID, MOST)) {
            asks.add(list(home + "/organizations/%s/events/".formatted(id)).with("time_filter", "current_future"));
        }
        for (var id : settings.texts("organizers", ID, MOST)) {
            asks.add(list(home + "/organizers/%s/events/".formatted(id)).with("start_date.range_start", secondsOf(at)));
        }
        for (var id : settings.texts("venues", ID, MOST)) {
            asks.add(list(home + "/venues/%s/events/".formatted(id)).with("start_date.range_start", secondsOf(at)));
        }
        for (var id : settings.texts("events", ID, MOST)) {
            asks.add(Ask.single(home + "/events/%s/".formatted(id)).with("expand", EXPANSIONS));
        }
        settings.nothingElse();
        if (asks.isEmpty()) {
            throw new WrongSetting(
                    "/settings",
                    "missing",
                    "Eventbrite cannot be searched: organizations, organizers, venues or events are needed, by their ids.");
        }
        return asks;
    }

    /** Lists go on with a token; older ones by numbers. Of one event that turns out to be a series its dates are asked for. */
    @Override
    public Next next(Source source, Ask ask, Payload payload, Readout readout) {
        var document = LenientJson.document(payload.text());
        var series = LenientJson.text(document, "id");
        if (document.path("is_series_parent").asBoolean() && series != null && series.matches("\\d{1,20}")) {
            return Next.asking(list(source.urlOr(HOME) + "/series/%s/events/".formatted(series))
                    .with("time_filter", "current_future"));
        }
        var pages = document.path("pagination");
        var number = pages.path("page_number").asInt(1);
        // the oldest lists say only how many pages there are
        if (!pages.path("has_more_items")
                .asBoolean(number < pages.path("page_count").asInt())) {
            return Next.NOTHING;
        }
        var token = LenientJson.text(pages, "continuation");
        return Next.asking(
                token != null ? ask.with("continuation", token) : ask.with("page", Integer.toString(number + 1)));
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public Map<String, String> headers(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    private static Ask list(String address) {
        return Ask.of(address)
                .with("status", "all")
                .with("order_by", "start_asc")
                .with("expand", EXPANSIONS);
    }

    private static String secondsOf(Instant at) {
        return at.truncatedTo(ChronoUnit.DAYS).toString();
    }
}
