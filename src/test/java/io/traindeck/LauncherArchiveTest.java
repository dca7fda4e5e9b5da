package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.LauncherSandbox.Start;
import io.traindeck.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of the screen's classes. */
class LauncherArchiveTest extends StartsLauncher {
    private Path archive;

    @BeforeEach
    void prepare() throws IOException {
        sandbox.installJdk("17.0.1");
        archive = sandbox.project.resolve("target/launcher/screen-17.0.1.jsa");
    }

    @Test
    void isMadeOnceForEachJdkAndJar() throws Exception {
        sandbox.start("watch");
        sandbox.start("replay", "log");
        assertThat(sandbox.linesOf("dump")).hasSize(1);
        assertThat(sandbox.java()).contains("-XX:SharedArchiveFile=" + archive);

        Path other = sandbox.jdk(sandbox.root.resolve("other"), "21.0.2");
        sandbox.start(Map.of("JAVA_HOME", other.toString()), "watch");
        assertThat(sandbox.linesOf("dump")).hasSize(2);
        assertThat(sandbox.java()).contains("-XX:SharedArchiveFile=" + archive.resolveSibling("screen-21.0.2.jsa"));

        sandbox.edit("src/main/java/Main.java");
        sandbox.start("watch");
        assertThat(sandbox.linesOf("dump")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void isDoneWithoutWhereTheJdkMakesNone(int exit) throws Exception {
        sandbox.failDumps(exit);
        sandbox.start("watch");
        int tries = sandbox.linesOf("dump").size();
        Start second = sandbox.start("watch");

        assertThat(second).extracting(Start::exit, Start::err).containsExactly(0, "");
        assertThat(sandbox.java()).noneMatch(argument -> argument.contains("SharedArchiveFile"));
        assertThat(sandbox.linesOf("dump")).hasSize(tries);
    }

    @Test
    void isNotMadeForTheTrainer() throws Exception {
        sandbox.start("train");

        assertThat(sandbox.linesOf("dump")).isEmpty();
        assertThat(sandbox.java()).noneMatch(argument -> argument.contains("SharedArchiveFile"));
    }

    @Test
    void holdsWhatTheJarsListAndWhatARehearsalRecordedEachOnce() throws Exception {
        sandbox.start("watch");

        assertThat(archive).content().hasLineCount(3).contains("java/lang/Object", "com/example/Recorded", "Some");
    }

    @Test
    void holdsWhatTheJarsListWhereARehearsalFails() throws Exception {
        sandbox.failRehearsals();
        Start start = sandbox.start("watch");

        assertThat(start.exit()).isZero();
        assertThat(start.err()).startsWith("traindeck: building").hasLineCount(1);
        assertThat(archive).content().contains("java/lang/Object", "Some").doesNotContain("Recorded");
        assertThat(sandbox.linesOf("dump")).hasSize(1);
    }

    @Test
    void holdsWhatTheJarsListWhereJavaCrashesOnWhatWasRecorded() throws Exception {
        sandbox.crashOn("com/example/Recorded");
        Start start = sandbox.start("watch");

        assertThat(start.exit()).isZero();
        assertThat(start.err()).startsWith("traindeck: building").hasLineCount(1);
        assertThat(archive).content().contains("java/lang/Object", "Some").doesNotContain("Recorded", "partial");
    }

    /** The program itself, made into a jar, and this Java. */
    @Test
    void holdsTheLambdasOfTheRealProgramWhichRunsFromItInSilence() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "skipped: script(1) is not installed");
        LauncherSandbox.script(sandbox.bin.resolve("stty"), "#!/bin/sh\nexec /usr/bin/env -i /bin/stty \"$@\"\n");
        installProgram();
        Path home = Path.of(System.getProperty("java.home"));
        Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", home.toString()));
        String[] runs = {
            "runs", "--json", "--runs", Path.of("runs").toAbsolutePath().toString()
        };

        Start first = sandbox.start(environment, runs);
        Start second = sandbox.start(environment, runs);
        environment.put("TRAINDECK_JAVA_OPTIONS", "-Xshare:on"); // Ends where the archive does not fit.
        Start shared = sandbox.start(environment, runs);

        Path work = sandbox.project.resolve("target/launcher");
        assertThat(work.resolve("all-classes"))
                .content()
                .contains("@lambda-proxy io/traindeck/dashboard/live/LivePage");
        assertThat(work.resolve("screen-" + System.getProperty("java.version") + ".jsa"))
                .isNotEmptyFile();
        assertThat(first.err()).startsWith("traindeck: building").hasLineCount(1);
        assertThat(second).extracting(Start::exit, Start::err).containsExactly(0, "");
        assertThat(second.out()).isEqualTo(first.out()).contains("\"upgraded\"");
        assertThat(shared).extracting(Start::exit, Start::out).containsExactly(0, second.out());
    }

    /** Lets Maven "build" the classes under test, with the libraries that they are tested with, save PyTorch. */
    private void installProgram() throws Exception {
        Path main = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path libraries = Files.createDirectories(sandbox.root.resolve("libraries"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            boolean needed =
                    entry.endsWith(".jar") && !jar.getFileName().toString().startsWith("pytorch-native");
            if (needed) {
                Files.copy(jar, libraries.resolve(jar.getFileName()));
            }
        }
        sandbox.also(
                "mvn",
                """
                rm -r target/lib
                mv '%s' target/lib
                "$JAVA_HOME/bin/jar" --create --file target/traindeck.jar -C '%s' .
                """
                        .formatted(libraries, main));
    }
}
