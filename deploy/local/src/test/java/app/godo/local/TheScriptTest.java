package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The {@code godo} script itself, in a project whose Maven and Java only note that they were called. */
class TheScriptTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "maven $*" >> calls
            if [ -f meanwhile ]; then sh meanwhile; fi
            for module in gateway user-service event-service swipe-service social-service recommendation-service \\
                ingestion-service notification-service; do
                mkdir -p $module/target/quarkus-app
                [ -f $module/target/quarkus-app/app.aot ] || touch $module/target/quarkus-app/app.aot
            done
            mkdir -p deploy/local/target
            echo libraries > deploy/local/target/classpath.txt
            """;

    @TempDir
    Path work;

    private Path project;
    private Path jdk;

    @BeforeEach
    void pretendAProject() throws IOException {
        project = Files.createDirectory(work.resolve("project"));
        // where this machine keeps its own JDKs there is none in this test
        var script = Files.readString(Path.of(System.getProperty("godo.root"), "godo"))
                .replace("/usr/lib/jvm", work.resolve("usr-lib-jvm").toString())
                .replace("/opt/", work.resolve("opt") + "/");
        program(project.resolve("godo"), script);
        program(project.resolve("mvnw"), MAVEN);
        for (var service : GodoService.values()) {
            Files.createDirectories(project.resolve(service.module()).resolve("src/main/java"));
            Files.writeString(project.resolve(service.module()).resolve("src/main/java/Only.java"), "one");
        }
        jdk = work.resolve("jdk");
        makeJdk(jdk, "25.0.3");
    }

    @Test
    void without_a_jdk_25_it_says_in_one_sentence_what_to_install() throws Exception {
        makeJdk(work.resolve("usr-lib-jvm/old"), "21.0.1");

        var said = godo(Map.of(), "up");

        assertThat(said)
                .isEqualTo("Godo needs a JDK 25 and found none: install one (Eclipse Temurin 25, for example)"
                        + " or point JAVA_HOME at it.\n1");
        assertThat(project.resolve("calls")).doesNotExist();
    }

    @Test
    void it_finds_a_jdk_in_the_usual_folders_by_itself() throws Exception {
        makeJdk(work.resolve("usr-lib-jvm/old"), "21.0.1");
        makeJdk(work.resolve("usr-lib-jvm/temurin"), "25.0.3");

        assertThat(godo(Map.of(), "up")).contains("java from " + work.resolve("usr-lib-jvm/temurin"));
    }

    @Test
    void what_is_built_is_not_built_again_and_what_was_edited_is() throws Exception {
        up();
        assertThat(calls()).isEqualTo(1);
        up();
        assertThat(calls()).isEqualTo(1);

        edit("swipe-service/src/main/java/Only.java");
        up();
        assertThat(calls()).isEqualTo(2);
        assertThat(project.resolve("calls")).content().contains("-pl swipe-service -am package");
        up();
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void what_is_edited_while_it_builds_is_built_the_next_time() throws Exception {
        Files.writeString(
                project.resolve("meanwhile"),
                "sleep 0.1; echo two > swipe-service/src/main/java/Only.java; sleep 0.1; rm meanwhile");
        up();

        up();

        assertThat(project.resolve("calls")).content().contains("-pl swipe-service -am package");
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void a_deleted_source_is_noticed() throws Exception {
        up();
        Thread.sleep(20);
        Files.delete(project.resolve("gateway/src/main/java/Only.java"));

        up();

        assertThat(project.resolve("calls")).content().contains("-pl gateway -am package");
    }

    private void up() throws IOException, InterruptedException {
        assertThat(godo(Map.of("JAVA_HOME", jdk.toString()), "up")).contains("java from " + jdk);
    }

    /** What it says, and its exit code; it knows nothing of this machine's environment. */
    private String godo(Map<String, String> environment, String command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(project.resolve("godo").toString(), command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("TMPDIR", work.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes());
        return said + process.waitFor();
    }

    private long calls() throws IOException {
        try (var lines = Files.lines(project.resolve("calls"))) {
            return lines.count();
        }
    }

    /** A moment later than everything before: a file's time may be as coarse as the kernel's tick. */
    private void edit(String file) throws IOException, InterruptedException {
        Thread.sleep(20);
        Files.writeString(project.resolve(file), "two");
    }

    private static void makeJdk(Path folder, String version) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        program(folder.resolve("bin/javac"), "#!/bin/sh\n");
        program(folder.resolve("bin/java"), "#!/bin/sh\necho \"java from ${0%/bin/java}\"\n");
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
