package app.godo.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.local.GodoService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What goes into the images: the services' {@code quarkus-app} and the libraries of the jobs. */
@Order(9)
class WhatIsShippedTest {

    private static final Path ROOT = Path.of(System.getProperty("godo.root"));

    private static final Pattern FOR_TESTS = Pattern.compile(
            "junit|rest-assured|wiremock|mockito|awaitility|archunit|assertj"
                    + "|hamcrest|opentest4j|embedded-|zonky|kafka_2|app\\.godo\\.(servers|local|journeys|load)|-tests\\.jar");

    private static final Pattern TEST_CLASS = Pattern.compile("app/godo/.*(Test|/testing/[^/]+|/demo/[^/]+)\\.class");

    @Test
    @DisplayName(
            "A-50, A-33: no library of the tests, none of their classes, no demo city and no server of a laptop is shipped")
    void nothing_of_the_tests_is_shipped() throws IOException {
        var unwanted = new ArrayList<String>();
        for (var jar : shipped()) {
            if (FOR_TESTS.matcher(jar.getFileName().toString()).find()) {
                unwanted.add(ROOT.relativize(jar).toString());
            }
            if (jar.getFileName().toString().startsWith("app.godo.")
                    || jar.getParent().endsWith("app")) {
                try (var opened = new JarFile(jar.toFile())) {
                    opened.stream()
                            .filter(entry -> TEST_CLASS.matcher(entry.getName()).matches())
                            .forEach(entry -> unwanted.add(ROOT.relativize(jar) + "!" + entry.getName()));
                }
            }
        }

        assertEquals(List.of(), unwanted);
    }

    @Test
    @DisplayName("A-50: the bill of materials names every library that is shipped, and none of the tests")
    void the_bill_names_what_is_shipped() throws IOException {
        var bill = ROOT.resolve("deploy/sbom/target/bom.json").toFile();
        assertTrue(bill.exists(), "no bill: Maven makes it online only, without -o");
        var named = new TreeSet<String>();
        App.JSON
                .readTree(bill)
                .at("/components")
                .forEach(library -> named.add(library.at("/name").asText() + "-"
                        + library.at("/version").asText()));
        var libraries = shipped().stream()
                .filter(jar ->
                        !jar.getParent().endsWith("app") && !jar.getParent().endsWith("quarkus-app"))
                .filter(jar -> !jar.toString().contains("/quarkus-app/quarkus/"))
                .map(jar -> jar.getFileName().toString())
                .toList();

        assertEquals(
                List.of(),
                libraries.stream()
                        .filter(jar -> named.stream().noneMatch(library -> isThatOf(jar, library)))
                        .toList());
        assertEquals(List.of(), named.stream().filter(FOR_TESTS.asPredicate()).toList());
        assertTrue(libraries.size() > 200, () -> "so few libraries: " + libraries);
    }

    /** {@code io.netty.netty-transport-4.1.130.Final-linux-x86_64.jar} has the group before, or not, and the machine it is for after. */
    private static boolean isThatOf(String jar, String library) {
        return ("." + jar).contains("." + library + ".jar") || ("." + jar).contains("." + library + "-linux-");
    }

    private static List<Path> shipped() throws IOException {
        var folders = Stream.concat(
                        Stream.of(GodoService.values())
                                .map(service -> ROOT.resolve(service.module()).resolve("target/quarkus-app")),
                        Stream.of("deploy/database/target/lib", "deploy/servers/target/topics-lib")
                                .map(ROOT::resolve))
                .toList();
        var jars = new ArrayList<Path>();
        for (var folder : folders) {
            try (var files = Files.walk(folder)) {
                var found =
                        files.filter(file -> file.toString().endsWith(".jar")).toList();
                assertTrue(!found.isEmpty(), folder::toString);
                jars.addAll(found);
            }
        }
        assertTrue(jars.stream().map(Objects::toString).anyMatch(jar -> jar.contains("app.godo.wire")), jars::toString);
        return jars;
    }
}
