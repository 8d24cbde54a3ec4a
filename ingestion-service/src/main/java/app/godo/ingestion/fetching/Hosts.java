package app.godo.ingestion.fetching;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which hosts are asked: those of the public network. A name is looked up once, and what it was found to be is what is connected to,
 * so that it cannot turn into something else between the look and the request.
 */
final class Hosts {

    /** Origins that the operator has put in the place of others. */
    private final Map<String, URI> standIns = new HashMap<>();

    private final Resolver resolver;

    /** Who knows the addresses of names. */
    interface Resolver {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /** @param standIns {@code https://data.example=http://127.0.0.1:9014, …} */
    Hosts(String standIns, Resolver resolver) {
        this.resolver = resolver;
        for (var pair : standIns.split(",")) {
            var both = pair.strip().split("=", 2);
            if (both.length == 2 && !both[0].equals(both[1])) {
                this.standIns.put(both[0].strip(), URI.create(both[1].strip()));
            }
        }
    }

    /** Where it is really asked for. */
    URI placed(URI address) {
        var standIn = standIns.get(origin(address));
        return standIn == null ? address : URI.create(standIn + rest(address));
    }

    /**
     * What to connect to; blocks while the name is looked up. It is looked up once: a name that says otherwise when it is asked
     * again leads nowhere else.
     *
     * @throws FeedFailure when it is none of the public network's
     */
    InetSocketAddress lookUp(URI placed) {
        var host = placed.getHost();
        if (host == null) {
            throw new FeedFailure("The address has no host");
        }
        try {
            var found = resolver.lookUp(host.replaceAll("^\\[|]$", ""));
            var ours = standIns.values().stream()
                    .anyMatch(standIn -> origin(standIn).equals(origin(placed)));
            if (!ours && !Arrays.stream(found).allMatch(Hosts::isPublic)) {
                throw new FeedFailure("The address leads into a private network, where we do not go");
            }
            return new InetSocketAddress(found[0], port(placed));
        } catch (UnknownHostException unknown) {
            // not final: a name server may be away
            throw new FeedBusy("The feed's host is not known", java.time.Duration.ZERO);
        }
    }

    static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private static String rest(URI address) {
        return (address.getRawPath() == null ? "" : address.getRawPath())
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }

    /** Neither ours, nor anybody's in particular, nor a disguise of either (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var b = address.getAddress();
        var first = b[0] & 0xFF;
        var second = b[1] & 0xFF;
        if (address instanceof Inet4Address) {
            return first != 0
                    && first < 240
                    && !(first == 100 && second >= 64 && second < 128)
                    && !(first == 192 && second == 0 && (b[2] == 0 || b[2] == 2))
                    && !(first == 198 && (second == 18 || second == 19 || second == 51 && b[2] == 100))
                    && !(first == 203 && second == 0 && b[2] == 113);
        }
        // 2000::/3 is what is given out; of it neither 2002::/16 nor 2001::/23, which hold addresses of the old kind or
        // none
        return (first & 0xE0) == 0x20
                && !(first == 0x20 && second == 0x02)
                && !(first == 0x20 && second == 0x01 && (b[2] & 0xFE) == 0)
                && !(first == 0x20 && second == 0x01 && (b[2] & 0xFF) == 0x0d && (b[3] & 0xFF) == 0xb8);
    }
}
