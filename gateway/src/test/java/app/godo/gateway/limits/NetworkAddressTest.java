package app.godo.gateway.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NetworkAddressTest {

    @Test
    void the_addresses_of_one_ipv6_subscriber_count_together() {
        assertEquals(
                of("2001:db8:1:2:aaaa::1").key(), of("2001:db8:1:2:bbbb::2").key());
        assertNotEquals(of("2001:db8:1:2::1").key(), of("2001:db8:1:3::1").key());
        assertNotEquals(of("203.0.113.1").key(), of("203.0.113.2").key());
    }

    @Test
    void loopback_is_the_machine_itself_and_nothing_else() {
        assertTrue(of("127.0.0.1").loopback());
        assertTrue(of("127.9.8.7").loopback());
        assertTrue(of("::1").loopback());
        assertFalse(of("10.0.0.1").loopback());
        assertFalse(of("::2").loopback());
        assertFalse(of("2001:db8::1").loopback());
    }

    private static NetworkAddress of(String address) {
        return NetworkAddress.of(address);
    }
}
