package app.godo.users.throttle;

import io.netty.util.NetUtil;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * What failures are counted of.
 *
 * @param shared whether many people may stand behind it
 */
public record Subject(String kind, String name, boolean shared) {

    private static final int IPV4 = 4;
    private static final int SUBSCRIBER = 8;
    private static final String LOOPBACK_4 = "7f";
    private static final String LOOPBACK_6 = "0".repeat(2 * SUBSCRIBER);

    /** An account: however its mailbox is written, it is one. */
    public static Subject account(UUID id) {
        return new Subject("account", id.toString(), false);
    }

    /** A mailbox that has no account. */
    public static Subject account(String email) {
        return new Subject("account", email.toLowerCase(Locale.ROOT), false);
    }

    /** A device that has signed in to the account before: what others do to the account does not slow it. */
    public static Subject device(UUID account, String device) {
        return new Subject("device", account + " " + device, false);
    }

    /** Somebody who is signed in and says the password again. */
    public static Subject session(UUID session) {
        return new Subject("session", session.toString(), false);
    }

    boolean isLoopback() {
        return shared && (name.length() == 2 * IPV4 && name.startsWith(LOOPBACK_4) || name.equals(LOOPBACK_6));
    }

    /** An address: of IPv6 the /64 that one subscriber has to choose from. */
    public static Subject address(String address) {
        var bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return new Subject("address", "unknown", true);
        }
        var network = bytes.length == IPV4 ? bytes : Arrays.copyOf(bytes, SUBSCRIBER);
        return new Subject("address", HexFormat.of().formatHex(network), true);
    }
}
