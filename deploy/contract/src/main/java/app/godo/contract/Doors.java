package app.godo.contract;

import java.net.URI;

/**
 * Where one comes in.
 *
 * @param gateway everybody
 * @param admins administrators, by a port of their own as in production
 */
record Doors(String gateway, String admins) {

    private static final String API = "/api/v1";

    /** What a path of the document is beneath: pictures are beside the API. */
    URI to(String path, boolean isForAdmins) {
        return URI.create((isForAdmins ? admins : gateway) + (path.startsWith("/images/") ? "" : API) + path);
    }
}
