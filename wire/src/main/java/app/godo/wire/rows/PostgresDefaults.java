package app.godo.wire.rows;

import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The fleet's defaults for Postgres, where there is a client for it: the gateway has none and must not be told. */
public class PostgresDefaults implements ConfigSourceProvider {

    static final String CLIENT = "io/vertx/pgclient/PgConnection.class";
    private static final String DEFAULTS = "META-INF/godo-postgres.properties";

    /** As microprofile-config.properties. */
    private static final int ORDINAL = 100;

    @Override
    public List<ConfigSource> getConfigSources(ClassLoader loader) {
        if (loader.getResource(CLIENT) == null) {
            return List.of();
        }
        try {
            return List.of(new PropertiesConfigSource(loader.getResource(DEFAULTS), ORDINAL));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
