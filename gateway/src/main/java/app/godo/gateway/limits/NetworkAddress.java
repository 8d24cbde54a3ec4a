package app.godo.gateway.limits;

import io.netty.util.NetUtil;

import java.util.Arrays;
import java.util.HexFormat;

/** Whom a limit by address counts: an IPv4 address, or the /64 that one IPv6 subscriber has to choose from. */
public record NetworkAddress(String key, boolean loopback) {

    /** @param address as it is written, null when it is not known */
    public static NetworkAddress of(String address) {
        var bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return new NetworkAddress("unknown", false);
        }
        if (bytes.length == 4) {
            return new NetworkAddress(HexFormat.of().formatHex(bytes), bytes[0] == 127);
        }
        var loopback = bytes[15] == 1 && Arrays.equals(bytes, 0, 15, new byte[15], 0, 15);
        return new NetworkAddress(HexFormat.of().formatHex(bytes, 0, 8) + "/64", loopback);
    }
}
