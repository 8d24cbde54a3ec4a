package app.godo.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void ports_come_from_below_the_kernels_own_when_there_is_room() {
        assertThat(Ports.Range.below(32_768)).isEqualTo(new Ports.Range(12_768, 32_768));
        assertThat(Ports.Range.below(10_000)).isEqualTo(new Ports.Range(1_024, 10_000));
    }

    @Test
    void where_the_kernel_takes_all_of_them_any_will_do() {
        assertThat(Ports.Range.below(1_024)).isEqualTo(new Ports.Range(1_024, 65_536));
    }
}
