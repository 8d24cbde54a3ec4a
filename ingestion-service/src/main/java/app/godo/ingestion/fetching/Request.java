package app.godo.ingestion.fetching;

import java.net.URI;
import java.util.Map;

/**
 * One request, signed with whatever it is signed with.
 *
 * @param headers also those that make it conditional
 * @param body JSON to be posted, null when it is only got
 */
public record Request(URI address, Map<String, String> headers, String body) {

    public static Request of(URI address) {
        return new Request(address, Map.of(), null);
    }
}
