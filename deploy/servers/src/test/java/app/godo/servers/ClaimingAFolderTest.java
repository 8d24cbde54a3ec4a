package app.godo.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

class ClaimingAFolderTest {
    @TempDir
    Path work;

    @Test
    void a_folder_that_was_there_keeps_its_permissions_and_one_that_is_made_is_its_owners() throws Exception {
        var there = Files.createDirectory(work.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxrwxrwx"));

        DataFolder.claim(there).close();
        DataFolder.claim(work.resolve("made")).close();

        assertThat(permissions(there)).isEqualTo("rwxrwxrwx");
        assertThat(permissions(work.resolve("made"))).isEqualTo("rwx------");
    }

    @Test
    void a_folder_with_somebody_elses_files_is_refused_and_left_as_it_was() throws Exception {
        var theirs = Files.createDirectory(work.resolve("theirs"));
        Files.writeString(theirs.resolve("thesis.txt"), "chapter one");

        assertThatThrownBy(() -> DataFolder.claim(theirs))
                .isInstanceOf(CannotStart.class)
                .hasMessage(
                        "%s holds files that are not Godo's; name an empty folder, or a new one, in GODO_HOME.",
                        theirs);

        try (var contents = Files.list(theirs)) {
            assertThat(contents).containsExactly(theirs.resolve("thesis.txt"));
        }
    }

    @Test
    void a_folder_claimed_before_is_known_again_whatever_is_in_it() throws Exception {
        DataFolder.claim(work.resolve("data")).close();
        Files.writeString(work.resolve("data/notes.txt"), "mine");

        DataFolder.claim(work.resolve("data")).close();

        assertThat(work.resolve("data/notes.txt")).hasContent("mine");
    }

    @Test
    void asking_who_holds_the_folder_does_not_take_it_from_them() throws Exception {
        var data = work.resolve("data");
        try (var claim = DataFolder.claim(data)) {
            assertThat(claim.children().living()).isEmpty();
            assertThat(DataFolder.holder(data)).hasValue(ProcessHandle.current().pid());
            assertThatThrownBy(() -> DataFolder.claim(data)).isInstanceOf(CannotStart.class);

            assertThat(claimedByAnotherProcess(data)).contains("already runs");
        }
        assertThat(claimedByAnotherProcess(data)).contains("claimed");
    }

    @Test
    void who_waits_gets_the_folder_as_soon_as_it_is_given_back() throws Exception {
        var data = work.resolve("data");
        var first = DataFolder.claim(data);
        var soon = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(1_000);
                first.close();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        DataFolder.claim(data, Duration.ofSeconds(30)).close();

        soon.join();
    }

    private static String claimedByAnotherProcess(Path data) throws Exception {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Claimant.class.getName(), data.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes());
    }

    /** Claims a folder in a process of its own, and says how that went. */
    static final class Claimant {
        private Claimant() {}

        public static void main(String[] arguments) throws Exception {
            try (var claim = DataFolder.claim(Path.of(arguments[0]))) {
                System.out.println("claimed, " + claim.children().living().size() + " children");
            } catch (CannotStart e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
