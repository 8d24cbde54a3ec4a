package app.godo.gateway.routing;

/** From where a route can be reached. To everybody else there is nothing. */
public enum Reach {
    PUBLIC,
    /** Over the port for administrators alone. */
    ADMINS,
    /** The gateway itself asks it, as a {@code fallback}, and nobody else. */
    GATEWAY
}
