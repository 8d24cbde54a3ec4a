package app.godo.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

class RunningTheServersTest {
    @TempDir
    Path folder;

    @Test
    void what_was_written_is_there_after_a_restart_on_other_ports() throws Exception {
        try (var running = Running.start(Running.durable(folder))) {
            running.store().write("first");
        }
        try (var running = Running.start(Running.durable(folder))) {
            assertThat(running.store().read()).containsExactly("first", "first", "first");
            running.store().write("second");
        }
        try (var running = Running.start(Running.durable(folder))) {
            assertThat(running.store().read()).containsExactly("first second", "second", "first");
        }
    }

    @Test
    void servers_for_tests_begin_with_nothing() throws Exception {
        try (var running = Running.start(Running.durable(folder))) {
            running.store().write("gone");
        }
        try (var running = Running.start(Running.fast(folder))) {
            running.store().write("new");
            assertThat(running.store().read()).containsExactly("new", "new", "new");
        }
    }

    @Test
    void emptied_servers_hold_no_message_and_no_key_and_have_every_topic() throws Exception {
        try (var running = Running.start(Running.fast(folder))) {
            running.store().write("before");
            running.servers().empty();
            assertThat(running.store().redis("GET word")).isEqualTo("$-1");
            running.store().write("after");
            assertThat(running.store().read()).containsExactly("after before", "after", "after");
            assertThat(running.store().topics())
                    .hasSize(16)
                    .contains("swipes=12", "attendance=12", "events-ingested=6", "swipes.dlq=1");
        }
    }

    @Test
    void durable_servers_flush_before_they_answer_and_fast_ones_do_not() throws Exception {
        try (var running = Running.start(Running.durable(folder))) {
            var store = running.store();
            assertThat(store.setting("fsync")).isEqualTo("on");
            assertThat(store.setting("synchronous_commit")).isEqualTo("on");
            assertThat(store.setting("max_connections")).isEqualTo("200");
        }
        try (var running = Running.start(Running.fast(folder))) {
            assertThat(running.store().setting("fsync")).isEqualTo("off");
        }
    }

    @Test
    void a_redis_that_is_full_lets_go_of_what_is_kept_for_a_while() throws Exception {
        try (var running = Running.start(Running.fast(folder))) {
            var store = running.store();
            store.redis("CONFIG SET maxmemory 4mb");
            store.redis("SET for-ever word");

            for (int i = 0; i < 800; i++) {
                assertThat(store.redis("SET deck-%d %s EX 900".formatted(i, "x".repeat(10_000))))
                        .isEqualTo("+OK");
            }

            assertThat(store.redis("GET for-ever")).isEqualTo("word");
        }
    }

    @Test
    void they_listen_on_loopback_only_and_the_folder_they_made_is_its_owners() throws Exception {
        var settings = Running.fast(folder.resolve("made"));
        try (var running = Running.start(settings)) {
            assertThat(running.children()).hasSize(2);
            var ports = List.of(
                    settings.ports().postgres(),
                    settings.ports().kafka(),
                    settings.ports().kafkaController(),
                    settings.ports().redis());
            assertThat(listening(true)).containsAll(ports);
            assertThat(listening(false)).doesNotContainAnyElementsOf(ports);
            assertThat(permissions(settings.data())).isEqualTo("rwx------");
        }
    }

    @Test
    void a_port_taken_by_a_stranger_is_one_clear_sentence() throws Exception {
        try (var stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var free = Ports.free();
            var ports = new Ports(free.postgres(), free.kafka(), free.kafkaController(), stranger.getLocalPort());
            var settings = new Settings(folder, Running.BINARIES, ports, false, false, (server, took) -> {});

            assertThatThrownBy(() -> Running.start(settings))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage(
                            "Port %d, wanted for redis, is taken by another program; "
                                    + "stop it, or move Godo with GODO_PORT.",
                            stranger.getLocalPort());
            assertThat(folder.resolve("postgres")).doesNotExist();
        }
    }

    @Test
    void a_second_start_on_the_same_folder_is_refused_and_disturbs_nothing() throws Exception {
        try (var running = Running.start(Running.fast(folder))) {
            var children = running.children();

            assertThatThrownBy(() -> Running.start(Running.fast(folder)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("already runs")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());

            assertThat(running.children()).isEqualTo(children).hasSize(2);
            running.store().write("undisturbed");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** From the kernel's own table: local address and state, 0A being LISTEN. */
    private static List<Integer> listening(boolean onLoopback) throws IOException {
        var ports = new ArrayList<Integer>();
        for (var table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            if (!Files.exists(Path.of(table))) {
                continue;
            }
            for (var line : Files.readAllLines(Path.of(table))) {
                var fields = line.strip().split("\\s+");
                var address = fields[1].split(":");
                boolean loopback = address[0].equals("0100007F")
                        || address[0].equals("00000000000000000000000001000000")
                        || address[0].equals("0000000000000000FFFF00000100007F");
                if (fields[3].equals("0A") && loopback == onLoopback) {
                    ports.add(Integer.parseInt(address[1], 16));
                }
            }
        }
        return ports;
    }
}
