package app.godo.wire.rows;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import org.hibernate.JDBCException;

import java.io.CharConversionException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Which failures mean that something is away for a while: worth trying again, and nobody's bug. */
public final class Outages {

    private static final boolean WITH_POSTGRES =
            Outages.class.getClassLoader().getResource(PostgresDefaults.CLIENT) != null;

    /** Whether what failed, or what made it fail, is a lost connection, a wait that took too long, or a server in trouble. */
    public static boolean isOne(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (isInput(cause)) {
                return false;
            }
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof io.smallrye.mutiny.TimeoutException
                    || WITH_POSTGRES && Postgres.isAway(cause)) {
                return true;
            }
        }
        return false;
    }

    /** An IOException only by name. */
    private static boolean isInput(Throwable cause) {
        return cause instanceof com.fasterxml.jackson.core.JacksonException || cause instanceof CharConversionException;
    }

    /** Apart, because the gateway has no database and none of these classes. */
    static final class Postgres {

        /** Connections, resources, operators, the system (SQLSTATE classes); locks that were not to be had. */
        private static final List<String> AWAY = List.of("08", "53", "57", "58", "40", "55");

        static boolean isAway(Throwable cause) {
            var state = sqlStateOf(cause);
            return cause instanceof ClosedConnectionException
                    || state != null && AWAY.contains(state.substring(0, Math.min(2, state.length())));
        }

        /** Null when it is not the database that speaks. */
        static String sqlStateOf(Throwable cause) {
            return switch (cause) {
                case PgException refused -> refused.getSqlState();
                case JDBCException refused -> refused.getSQLState();
                default -> null;
            };
        }

        private Postgres() {}
    }

    /** The database's word on what failed, null when it is not the database that speaks. */
    public static String sqlStateOf(Throwable failure) {
        return WITH_POSTGRES ? Postgres.sqlStateOf(failure) : null;
    }

    /** Whether U+0000 was in a text that the database was given: it keeps no such text, nor such JSON (SQLSTATE 22021, 22P05). */
    public static boolean isNoText(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var state = sqlStateOf(cause);
            if ("22021".equals(state) || "22P05".equals(state)) {
                return true;
            }
        }
        return false;
    }

    private Outages() {}
}
