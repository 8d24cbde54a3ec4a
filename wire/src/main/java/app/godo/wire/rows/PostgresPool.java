package app.godo.wire.rows;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;

import java.util.List;
import java.util.Optional;
import jakarta.inject.Singleton;

/**
 * Makes the pool as it is configured, and knows for who needs a connection of its own how Postgres is reached: with the same user and
 * the same TLS.
 */
@Singleton
public class PostgresPool implements PgPoolCreator {

    private volatile PgConnectOptions server;

    @Override
    public Pool create(Input input) {
        server = input.pgConnectOptionsList().getFirst();
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    /** Empty until there is a pool. */
    public Optional<PgConnectOptions> server() {
        return Optional.ofNullable(server);
    }
}
