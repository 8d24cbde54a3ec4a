package app.godo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.offset;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class ReportTest {

    @Test
    void a_row_tells_rate_percentiles_errors_and_how_many_times_the_peer() {
        var lines = Report.paths(List.of(of(HotPath.FEED, 3, Duration.ofSeconds(10))));

        assertThat(lines).hasSize(2);
        // 2,420 requests in 10 s are 242/s, twice the peer's 121
        assertThat(lines.get(1).trim().split("\\s+"))
                .containsExactly("feed", "2420", "242.0", "1.0", "50.0", "50.0", "3", "2.00", "25.0");
    }

    @Test
    void ten_swipes_at_once_count_as_ten() {
        var one = of(HotPath.SWIPE, 0, Duration.ofSeconds(10));
        var ten = of(HotPath.TEN_SWIPES, 0, Duration.ofSeconds(10));

        assertThat(Peer.times(ten)).isCloseTo(10 * Peer.times(one), offset(1e-9));
    }

    @Test
    void the_gateway_is_told_apart_from_nginx_and_from_the_service() {
        var ways = new LinkedHashMap<String, Measured>();
        ways.put(AgainstNginx.STRAIGHT, of(HotPath.EVENT_READ, 0, Duration.ofSeconds(5)));
        ways.put(AgainstNginx.NGINX, of(HotPath.EVENT_READ, 0, Duration.ofSeconds(6)));
        var gateway = of(HotPath.EVENT_READ, 0, Duration.ofSeconds(8));
        ways.put(AgainstNginx.GATEWAY, gateway.and(gateway));

        assertThat(Report.against(ways))
                .hasSize(6)
                .contains("the gateway has 0.75 of nginx's throughput (asked: 0.6)")
                .last()
                .asString()
                .contains("by the gateway p50 0.00 ms");
    }

    @Test
    void who_answers_otherwise_is_not_compared() {
        var nginx = new AgainstNginx.Answer("gzip", "{}");

        AgainstNginx.requireTheSame(nginx, new AgainstNginx.Answer("gzip", "{}"));

        for (var other : List.of(new AgainstNginx.Answer("none", "{}"), new AgainstNginx.Answer("gzip", "{ }"))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> AgainstNginx.requireTheSame(nginx, other))
                    .withMessageContaining("answer differently");
        }
    }

    @Test
    void a_catalogue_that_grows_is_told_by_rates_and_by_the_memory_of_whoever_takes_it_in() {
        var megabytes = Map.of("event-service", 210L, "redis", 12L);

        var lines = Report.growth(List.of(new Growth.Size(Duration.ofSeconds(10), 21_000, 10_500, 10_000, megabytes)));

        assertThat(lines.get(1).trim().split("\\s{2,}|(?<=\\d) +(?=\\d)"))
                .containsExactly("10.0", "21000", "2100", "10500", "1050", "10000", "event-service 210");
    }

    @Test
    void memory_is_added_up() {
        var megabytes = new LinkedHashMap<String, Long>();
        megabytes.put("gateway", 150L);
        megabytes.put("redis", 12L);

        assertThat(Report.memory(megabytes)).last().asString().isEqualToIgnoringWhitespace("162 MB");
    }

    /** One answer in fifty takes 50 ms, the others 1 ms. */
    private static Measured of(HotPath path, long errors, Duration took) {
        var nanos = new Histogram(3);
        nanos.recordValueWithCount(1_000_000, 2_371);
        nanos.recordValueWithCount(50_000_000, 49);
        return new Measured(path, took, nanos, errors);
    }
}
