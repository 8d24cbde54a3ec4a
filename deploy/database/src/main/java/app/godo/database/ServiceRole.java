package app.godo.database;

import java.util.Locale;

/** The seven services that keep rows; each has a schema and a login role of its own. */
enum ServiceRole {
    USERS,
    EVENTS,
    SWIPES,
    SOCIAL,
    RECO,
    INGESTION,
    NOTIFICATIONS;

    String schema() {
        return name().toLowerCase(Locale.ROOT);
    }

    String role() {
        return "godo_" + schema();
    }

    /** The environment variable that may hold the role's password. */
    String passwordVariable() {
        return "GODO_DB_PASSWORD_" + role().toUpperCase(Locale.ROOT);
    }
}
