package app.godo.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What the gateway adds to an event read, which it does with token check and rate limit, beside what an nginx adds without. */
final class AgainstNginx {
    static final String STRAIGHT = "event-service";
    static final String NGINX = "nginx";
    static final String GATEWAY = "gateway";

    /** Of nginx's throughput. */
    static final double ASKED = 0.6;

    private final Crowd crowd;
    private final Settings settings;

    AgainstNginx(Crowd crowd, Settings settings) {
        this.crowd = crowd;
        this.settings = settings;
    }

    /** The three ways, there and back. */
    SequencedMap<String, Measured> measure(String service, String nginx, String gateway) {
        var addresses = new LinkedHashMap<String, String>();
        addresses.put(STRAIGHT, service);
        addresses.put(NGINX, nginx);
        addresses.put(GATEWAY, gateway);
        var measured = new LinkedHashMap<String, Measured>();
        addresses.forEach((way, address) -> measured.put(way, measure(way, address)));
        for (Map.Entry<String, String> back : addresses.reversed().entrySet()) {
            measured.merge(back.getKey(), measure(back.getKey(), back.getValue()), Measured::and);
        }
        return measured;
    }

    private Measured measure(String way, String address) {
        System.out.println("  " + HotPath.EVENT_READ + " through " + way);
        return new ClosedLoop(address, crowd, settings).measure(HotPath.EVENT_READ);
    }
}
