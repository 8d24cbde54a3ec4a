package app.godo.wire.outbox;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.UUID;

/** The Kafka headers of a Fact: CloudEvents 1.0, Kafka protocol binding, binary content mode. */
public final class CloudEvents {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";

    /**
     * The headers of a Fact about {@code subject}.
     *
     * @param traceParent of the request it came from (W3C Trace Context), null when none is known
     */
    public static Headers headers(
            UUID id, String source, String type, String subject, OffsetDateTime time, String traceParent) {
        var headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, ID, id.toString());
        add(headers, "ce_source", source);
        add(headers, TYPE, type);
        add(headers, "ce_subject", subject);
        add(headers, "ce_time", time.toString());
        add(headers, "content-type", "application/json");
        if (traceParent != null) {
            add(headers, "traceparent", traceParent);
        }
        return headers;
    }

    /** Adds a header in UTF-8. */
    public static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The last header of this name, or null. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private CloudEvents() {}
}
