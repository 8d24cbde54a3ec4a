package app.godo.gateway.entrance;

import app.godo.gateway.limits.NetworkAddress;
import io.netty.channel.Channel;
import io.vertx.core.net.SocketAddress;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.enterprise.context.ApplicationScoped;

/** The open connections of each address, or IPv6 subscriber: each costs us memory and a file, and whoever opens it nothing. */
@ApplicationScoped
class Connections {

    private final TrustedProxies proxies;
    private final int mostOfOneAddress;
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    Connections(TrustedProxies proxies, EntranceConfig config) {
        this.proxies = proxies;
        this.mostOfOneAddress = config.mostConnectionsOfOneAddress();
    }

    /**
     * Counts it until it is closed.
     *
     * @param peer null when it is not known
     * @return whether its address has no more than its share; proxies of ours, who bring everybody, have no share
     */
    boolean isFair(SocketAddress peer, Channel channel) {
        if (peer == null || proxies.isProxy(peer)) {
            return true;
        }
        var address = NetworkAddress.of(peer.hostAddress()).key();
        var open = byAddress.merge(address, 1, Integer::sum);
        channel.closeFuture()
                .addListener(closed -> byAddress.computeIfPresent(address, (key, many) -> many == 1 ? null : many - 1));
        return open <= mostOfOneAddress;
    }
}
