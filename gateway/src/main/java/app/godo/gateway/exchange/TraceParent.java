package app.godo.gateway.exchange;

import io.vertx.core.MultiMap;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** W3C Trace Context: a request without a valid {@code traceparent} begins a trace of its own. */
final class TraceParent {

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    static void ensure(MultiMap headers) {
        var parents = headers.getAll(PARENT);
        if (parents.size() == 1 && VALID.matcher(parents.getFirst()).matches()) {
            return;
        }
        headers.remove(STATE);
        headers.set(PARENT, "00-" + sixteen() + sixteen() + "-" + sixteen() + "-00");
    }

    /** Of a request whose parent is valid, as it is once {@link #ensure ensured}. */
    static String traceOf(MultiMap headers) {
        return headers.get(PARENT).substring(3, 35);
    }

    private static String sixteen() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }

    private TraceParent() {}
}
