package app.godo.ingestion.fetching;

import java.time.Instant;

/**
 * What was answered.
 *
 * @param body null when nothing has changed since what the request named
 * @param contentType header, null when there was none
 * @param etag likewise
 * @param lastModified likewise
 * @param restUntil when the next request will be answered, null when that is at once
 */
public record Answer(byte[] body, String contentType, String etag, String lastModified, Instant restUntil) {

    public boolean unchanged() {
        return body == null;
    }
}
