package app.godo.ingestion.permits;

import app.godo.ingestion.sources.Query;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Settings;
import app.godo.ingestion.sources.Soda;
import app.godo.ingestion.sources.SourceSettings;

import java.time.Instant;
import java.time.LocalDate;

/** The city's permits for the days ahead; those of the past are another data set. */
public final class Permits extends Soda {

    private final Reader reader = new PermitsReader();

    @Override
    public Reader reader() {
        return reader;
    }

    /** Nine of ten rows are for sport fields: they are left where they are. */
    @Override
    protected String dataSet(String url, Settings settings, Instant at) {
        var today = LocalDate.ofInstant(at, SourceSettings.NEW_YORK);
        var until = today.plusDays(settings.number("days_ahead", 1, 400, 60));
        var where = "start_date_time >= '%sT00:00:00' and start_date_time < '%sT00:00:00' and event_type in (%s)"
                .formatted(today, until, PermitsReader.publicTypes());
        return Query.with(url, "$where", where);
    }
}
