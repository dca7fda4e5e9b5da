package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.cli.Main;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.RunJson;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Resident;
import io.traindeck.testing.StartsTraindeck;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests what the real launcher, with the real Java, lets the program take of the memory that a training needs. */
class LauncherMemoryTest extends StartsTraindeck {
    /** With Java 17, on x86-64, it takes 54 MB. Java 25 by itself is 7 MB larger, most of it its own code and classes. */
    private static final long MOST_KB = Runtime.version().feature() == 17 ? 60_000 : 64_000;

    /** Twenty steps a second, for half a minute at most. */
    private static final String STEPS =
            "i=0; while [ $i -lt 600 ] && [ ! -e \"$0\" ]; do i=$((i+1)); echo \"step $i loss 0.$i\"; sleep 0.05; done";

    /** The libraries that only tests have: Java reads the list of contents of each on the class path. */
    private static final String OF_TESTS = "(apiguardian|archunit|assertj|byte-buddy|jqwik|junit|opentest4j).*";

    private final List<Path> links = new ArrayList<>();

    /**
     * Installs the program as a package has it, so that the launcher builds nothing: with this JVM, the classes under test
     * in a jar, and the libraries.
     */
    private Path install(Path home) throws Exception {
        Path libraries = Files.createDirectories(home.resolve("lib"));
        link(home.resolve("runtime"), Path.of(System.getProperty("java.home")));
        for (String entry : System.getProperty("java.class.path").split(":")) {
            Path jar = Path.of(entry).toAbsolutePath();
            if (entry.endsWith(".jar") && !jar.getFileName().toString().matches(OF_TESTS)) {
                link(libraries.resolve(jar.getFileName()), jar);
            }
        }
        URI classes =
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        pack(Path.of(classes), libraries.resolve("traindeck.jar"));
        return Files.copy(Path.of("traindeck"), home.resolve("traindeck"));
    }

    private void link(Path link, Path to) throws IOException {
        links.add(Files.createSymbolicLink(link, to));
    }

    /** JUnit says a word of each link that it finds. */
    @AfterEach
    void removeLinks() throws IOException {
        for (Path link : links) {
            Files.delete(link);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
    }

    @Test
    void aSupervisorTakesNoMoreThan60MegabytesWithTheOldestJava() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "skipped: only Linux tells the memory of a process");
        Path launcher = install(dir.resolve("home"));
        Path end = dir.resolve("end");
        ProcessBuilder builder = new ProcessBuilder(
                        launcher.toString(), "run", "--name", "a", "--detach", "--", "sh", "-c", STEPS, end.toString())
                .redirectOutput(dir.resolve("out").toFile())
                .redirectError(dir.resolve("err").toFile());
        builder.environment().put("TRAINDECK_RUNS", dir.resolve("runs").toString());
        builder.environment().remove("TRAINDECK_JAVA_OPTIONS");
        assertThat(builder.start().waitFor())
                .as(Files.readString(dir.resolve("err")))
                .isZero();
        try (LiveLog log = traindeck.log("a")) {
            // What a supervisor does again and again is compiled by then.
            log.await(Measured.class, step -> step.step() >= 100);
            long pid = RunJson.read(traindeck.folder("a").runJson()).trainer().pid();
            assertThat(Resident.kb(pid)).isBetween(1L, MOST_KB);
            Files.createFile(end);
            log.await(RunEnded.class);
        }
    }
}
