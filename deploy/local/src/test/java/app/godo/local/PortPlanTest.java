package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.godo.servers.CannotStart;
import app.godo.servers.Ports;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;

class PortPlanTest {
    @Test
    void without_a_word_the_gateway_listens_on_8080_and_the_others_follow() {
        var plan = PortPlan.from(null);
        assertThat(Arrays.stream(GodoService.values()).map(plan::of))
                .containsExactly(8080, 8081, 8082, 8083, 8084, 8085, 8086, 8087);
        assertThat(plan.servers()).isEqualTo(new Ports(8095, 8096, 8097, 8098));
        assertThat(plan.sources()).isEqualTo(8094);
    }

    @Test
    void godo_port_moves_them_all() {
        assertThat(PortPlan.from("9000").of(GodoService.SWIPES)).isEqualTo(9003);
        assertThat(PortPlan.from("9000").servers().redis()).isEqualTo(9018);
    }

    @Test
    void a_port_that_cannot_be_is_one_clear_sentence() {
        assertThatThrownBy(() -> PortPlan.from("eighty"))
                .isInstanceOf(CannotStart.class)
                .hasMessage("GODO_PORT must be a number; it is \"eighty\".");
        assertThatThrownBy(() -> PortPlan.from("65530"))
                .isInstanceOf(CannotStart.class)
                .hasMessage(
                        "GODO_PORT must be between 1024 and 65517, so that the 18 ports after it exist; it is 65530.");
        assertThatThrownBy(() -> PortPlan.from("80")).isInstanceOf(CannotStart.class);
    }

    @Test
    void a_busy_port_is_named_with_the_service_that_wants_it() throws Exception {
        var plan = PortPlan.anywhere();
        try (var stranger = new ServerSocket(plan.of(GodoService.SWIPES), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(plan::requireFree)
                    .isInstanceOf(CannotStart.class)
                    .hasMessage(
                            "Port %d, wanted for swipe-service, is taken by another program; "
                                    + "stop it, or move Godo with GODO_PORT.",
                            stranger.getLocalPort());
        }
    }
}
