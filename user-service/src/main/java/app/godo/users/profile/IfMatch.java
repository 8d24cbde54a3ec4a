package app.godo.users.profile;

import java.util.Arrays;

/**
 * The {@code If-Match} header (RFC 9110, 13.1.1).
 *
 * @param header null when there is none: nobody else writes one's profile, so it is not needed
 */
record IfMatch(String header) {

    boolean allows(String tag) {
        return header == null
                || header.strip().equals("*")
                || Arrays.stream(header.split(",")).map(String::strip).anyMatch(("\"" + tag + "\"")::equals);
    }
}
