package app.godo.ingestion.sources;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parameters of addresses. */
public final class Query {

    /** The address with this parameter, which takes the place of one of the same name. */
    public static String with(String address, String name, String value) {
        var parts = address.split("\\?", 2);
        var pair = encoded(name) + "=" + encoded(value);
        var others = parts.length < 2
                ? Stream.<String>empty()
                : Arrays.stream(parts[1].split("&"))
                        .filter(other -> !other.isEmpty() && !other.split("=", 2)[0].equals(encoded(name)));
        return parts[0] + "?" + Stream.concat(others, Stream.of(pair)).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%24", "$")
                .replace("%3A", ":");
    }

    private Query() {}
}
