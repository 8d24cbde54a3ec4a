package app.godo.events.catalogue;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that are shown and opened by the app. This service never follows one. */
public final class WebAddress {

    private static final int LONGEST = 2048;

    /** Whether it is an absolute https address of a host, without a user in it. */
    public static boolean isSecure(String address) {
        if (address == null || address.length() > LONGEST || !address.startsWith("https://")) {
            return false;
        }
        try {
            var uri = new URI(address);
            return uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** What a Source gives as a secure address, or null; Sources still write http for hosts that have long had https. */
    public static String securedOrNull(String address) {
        if (address == null) {
            return null;
        }
        var secure = address.strip().replaceFirst("^(?i)https?://", "https://");
        return isSecure(secure) ? secure : null;
    }

    private WebAddress() {}
}
