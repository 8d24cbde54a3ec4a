package app.godo.ingestion.reading;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Addresses that may be shown to people: https, a host, nothing secret in them. They are never fetched. */
public final class WebAddress {

    private static final int LONGEST = 2048;

    /**
     * The address, or null when it may not be shown.
     *
     * @param secureHosts hosts (and all beneath them) known to answer https although they are listed with http
     */
    public static String https(String address, Set<String> secureHosts) {
        if (address == null || address.length() > LONGEST) {
            return null;
        }
        try {
            var uri = new URI(address.strip());
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || uri.getRawUserInfo() != null) {
                return null;
            }
            return switch (scheme) {
                case "https" -> "https" + uri.toString().substring(scheme.length());
                case "http" ->
                    isSecure(uri.getHost(), secureHosts)
                            ? "https" + uri.toString().substring(4)
                            : null;
                default -> null;
            };
        } catch (URISyntaxException none) {
            return null;
        }
    }

    private static boolean isSecure(String host, Set<String> secureHosts) {
        var lower = host.toLowerCase(Locale.ROOT);
        return secureHosts.stream().anyMatch(secure -> lower.equals(secure) || lower.endsWith("." + secure));
    }

    private WebAddress() {}
}
