package app.godo.ingestion.nycparks;

import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Soda;

/** The parks' data set page by page, or their RSS. */
public final class NycParks extends Soda {

    private final Reader reader = new NycParksReader();

    @Override
    public Reader reader() {
        return reader;
    }
}
