package app.godo.gateway.entrance;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who asks when a load balancer of ours stands in between. Each proxy adds at the end of {@code X-Forwarded-For} whom it heard:
 * read from there, the first address that is no proxy of ours is the client. What stands before it is the client's own word.
 */
@ApplicationScoped
class TrustedProxies {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Some proxies say the port, too. */
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):\\d{1,5}|\\[([0-9a-fA-F:.]+)](?::\\d{1,5})?");

    private final List<IpSubnetFilterRule> proxies;

    TrustedProxies(EntranceConfig config) {
        this.proxies = config.trustedProxies().orElse(Set.of()).stream()
                .map(TrustedProxies::rule)
                .toList();
    }

    /** The address of who asks, null when the connection has none. */
    String clientOf(HttpServerRequest request) {
        var peer =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        if (proxies.isEmpty() || peer == null || !isProxy(addressOf(peer))) {
            return peer;
        }
        var heard = String.join(",", request.headers().getAll(FORWARDED_FOR)).split(",");
        var client = peer;
        for (var hop = heard.length - 1; hop >= 0; hop--) {
            var address = addressOf(withoutPort(heard[hop].strip()));
            if (address == null) {
                return client;
            }
            client = address.getHostAddress();
            if (!isProxy(address)) {
                return client;
            }
        }
        return client;
    }

    boolean isProxy(SocketAddress peer) {
        var address = addressOf(peer.hostAddress());
        return address != null && isProxy(address);
    }

    private boolean isProxy(InetAddress address) {
        var from = new InetSocketAddress(address, 0);
        return proxies.stream().anyMatch(proxy -> proxy.matches(from));
    }

    private static String withoutPort(String hop) {
        var written = WITH_PORT.matcher(hop);
        if (!written.matches()) {
            return hop;
        }
        return written.group(1) == null ? written.group(2) : written.group(1);
    }

    /** Null for what is no address; names are never looked up. */
    private static InetAddress addressOf(String text) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static IpSubnetFilterRule rule(String network) {
        var slash = network.indexOf('/');
        if (slash < 0 || addressOf(network.substring(0, slash)) == null) {
            throw new IllegalArgumentException(
                    "godo.entrance.trusted-proxies: a network is written 10.0.0.0/8, not %s".formatted(network));
        }
        return new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT);
    }
}
