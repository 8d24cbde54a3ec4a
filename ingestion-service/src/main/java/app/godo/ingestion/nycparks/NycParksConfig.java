package app.godo.ingestion.nycparks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.util.Optional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Where the city's open data is. */
@ConfigMapping(prefix = "godo.sources.nyc-parks")
interface NycParksConfig {

    /** The data portal without a path, e.g. {@code https://data.cityofnewyork.us}; without it the Source is not read. */
    Optional<URI> url();

    /** Which of the portal's forms of the data set is read. */
    @WithDefault("json")
    Format format();

    /** The portal's application token, which lifts its shared limit; never logged. */
    Optional<String> appToken();

    /** Rows asked for at once. */
    @WithDefault("1000")
    @Min(1)
    @Max(50_000)
    int pageSize();

    /** The forms of the data set; the names are the endings of their addresses. */
    enum Format {
        JSON,
        CSV
    }
}
