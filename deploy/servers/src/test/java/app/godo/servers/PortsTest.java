package app.godo.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

import java.util.Scanner;

class PortsTest {
    @Test
    void ports_come_from_below_the_kernels_own_when_there_is_room() {
        assertThat(Ports.Range.below(32_768)).isEqualTo(new Ports.Range(12_768, 32_768));
        assertThat(Ports.Range.below(10_000)).isEqualTo(new Ports.Range(1_024, 10_000));
    }

    @Test
    void no_port_is_one_that_this_machines_kernel_might_give_away() throws Exception {
        var range = new ProcessBuilder("cat", "/proc/sys/net/ipv4/ip_local_port_range").start();
        int kernels = new Scanner(range.getInputStream()).nextInt();
        assumeThat(kernels).isGreaterThan(10_000);

        for (int i = 0; i < 20; i++) {
            assertThat(Ports.free().redis()).isLessThan(kernels);
        }
    }

    @Test
    void where_the_kernel_takes_all_of_them_any_will_do() {
        assertThat(Ports.Range.below(1_024)).isEqualTo(new Ports.Range(1_024, 65_536));
    }
}
