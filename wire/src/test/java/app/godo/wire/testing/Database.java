package app.godo.wire.testing;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import org.eclipse.microprofile.config.ConfigProvider;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** The module's database as its superuser sees it: to arrange what other services own, and to look behind row level security. */
public final class Database {

    private static final Pool POOL = PgBuilder.pool()
            .connectingTo(PgConnectOptions.fromUri("postgresql://postgres:postgres@%s/%s"
                    .formatted(setting("godo.postgres"), setting("godo.database"))))
            .with(new PoolOptions().setMaxSize(2))
            .using(Vertx.vertx())
            .build();

    /** Runs one statement with {@code $1}-style parameters and gives its rows. */
    public static List<Row> sql(String statement, Object... parameters) {
        try {
            var rows = POOL.preparedQuery(statement)
                    .execute(Tuple.from(parameters))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            return StreamSupport.stream(rows.spliterator(), false).toList();
        } catch (Exception failed) {
            throw new AssertionError("failed: " + statement, failed);
        }
    }

    /** The one number a statement gives. */
    public static long count(String statement, Object... parameters) {
        return sql(statement, parameters).getFirst().getLong(0);
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private Database() {}
}
