package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.godo.servers.CannotStart;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class HomeTest {
    private static final Path ROOT = Path.of("/project");

    @Test
    void data_is_kept_in_the_project_unless_godo_home_says_otherwise() {
        assertThat(Home.of(ROOT, Map.of()).data()).isEqualTo(Path.of("/project/.godo"));
        assertThat(Home.of(ROOT, Map.of("GODO_HOME", " ")).data()).isEqualTo(Path.of("/project/.godo"));
        assertThat(Home.of(ROOT, Map.of("GODO_HOME", "/elsewhere/x/../y")).data())
                .isEqualTo(Path.of("/elsewhere/y"));
    }

    @Test
    void too_little_disk_is_one_clear_sentence() {
        var home = Home.of(ROOT, Map.of());
        home.requireRoom(2L << 30);
        assertThatThrownBy(() -> home.requireRoom((2L << 30) - 1))
                .isInstanceOf(CannotStart.class)
                .hasMessage("Only 2047 MB are free for /project/.godo, and Godo wants 2 GB; "
                        + "make room, or move it with GODO_HOME.");
    }
}
