package app.godo.ingestion.sources;

import java.net.URI;

/**
 * What is asked of a Source: a page, a file, a single Event. It holds no secret and can be kept.
 *
 * @param address with its query
 * @param body what is posted, null when it is only got
 * @param single whether it is about one Event, which may be there no more
 */
public record Ask(String address, String body, boolean single) {

    /** A page or a file. */
    public static Ask of(String address) {
        return new Ask(address, null, false);
    }

    /** One Event by its id. */
    public static Ask single(String address) {
        return new Ask(address, null, true);
    }

    /** A question that is posted. */
    public static Ask posting(String address, String body) {
        return new Ask(address, body, false);
    }

    /** The same with one more parameter, or another value of it. */
    public Ask with(String name, String value) {
        return new Ask(Query.with(address, name, value), body, single);
    }

    /** What is asked, whole, as it is kept beside the answer. */
    public String words() {
        return body == null ? address : address + "\n" + body;
    }

    /** What it is about, short enough for a warning. */
    public String path() {
        var path = URI.create(address).getPath();
        return path == null || path.isEmpty() ? "/" : path.length() > 200 ? path.substring(0, 200) : path;
    }
}
