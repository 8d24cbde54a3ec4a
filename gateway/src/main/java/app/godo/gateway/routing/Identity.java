package app.godo.gateway.routing;

/** Whether a route wants to know who asks. */
public enum Identity {
    /** Only with an access token that holds. */
    REQUIRED,
    /** A token that is shown must hold; the service decides about those who show none here. */
    OPTIONAL,
    /** Tokens are not looked at. */
    NONE
}
