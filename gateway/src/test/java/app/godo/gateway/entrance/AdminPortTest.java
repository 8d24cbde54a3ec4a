package app.godo.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.gateway.routing.Reach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.OptionalInt;

class AdminPortTest {

    private static final int PUBLIC_PORT = 8080;

    @ParameterizedTest(name = "admin port {0}, development {1}: at {3} there is something for {2}: {4}")
    @DisplayName("A-37: administration has a port of its own, or none; only a developer's machine has it everywhere")
    @CsvSource({
        "8090, false, ADMINS, 8090, true",
        "8090, false, ADMINS, 8080, false",
        "8090, true, ADMINS, 8080, false",
        ", false, ADMINS, 8080, false",
        ", true, ADMINS, 8080, true",
        "8090, false, PUBLIC, 8080, true",
        "8090, false, PUBLIC, 8090, true",
        "8090, true, GATEWAY, 8090, false",
        ", true, GATEWAY, 8080, false",
    })
    void administration_is_where_it_should_be(Integer adminPort, boolean dev, Reach reach, int port, boolean open) {
        var configured = adminPort == null ? OptionalInt.empty() : OptionalInt.of(adminPort);

        assertEquals(open, new AdminPort(configured, PUBLIC_PORT, dev).leadsTo(reach, port));
    }

    @Test
    void a_port_of_its_own_is_not_the_public_one() {
        var same = OptionalInt.of(PUBLIC_PORT);

        assertThrows(IllegalArgumentException.class, () -> new AdminPort(same, PUBLIC_PORT, false));
    }
}
