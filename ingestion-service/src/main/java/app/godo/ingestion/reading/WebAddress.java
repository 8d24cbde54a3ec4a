package app.godo.ingestion.reading;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that may be shown to people: https, a host, nothing secret in them. They are never fetched. */
public final class WebAddress {

    private static final int LONGEST = 2048;

    /**
     * The address, or null when it may not be shown. What is listed with http is shown with https: Sources still write http for
     * hosts that have long had https, and what has none is not shown. event-service says the same of what it is told.
     */
    public static String https(String address) {
        if (address == null) {
            return null;
        }
        var secure = address.strip().replaceFirst("^(?i)https?://", "https://");
        if (secure.length() > LONGEST || !secure.startsWith("https://")) {
            return null;
        }
        try {
            var uri = new URI(secure);
            return uri.getHost() != null && uri.getRawUserInfo() == null ? secure : null;
        } catch (URISyntaxException none) {
            return null;
        }
    }

    private WebAddress() {}
}
