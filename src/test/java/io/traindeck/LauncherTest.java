package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.LauncherSandbox.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what the launcher starts Java with. */
class LauncherTest extends StartsLauncher {
    private static final String MAIN = "io.traindeck.cli.Main";

    private static final Map<String, String> TRAINER_ENVIRONMENT = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "2000000000",
            "MALLOC_TRIM_THRESHOLD_", "4000000000",
            "MALLOC_TOP_PAD_", "268435456",
            "OMP_WAIT_POLICY", "passive",
            "OPT_OUT_TRACKING", "true");

    @BeforeEach
    void installJdk() throws IOException {
        sandbox.installJdk("17.0.1");
    }

    @Test
    void theTerminalsLibraryLiesUnpackedWhereThereIsOneForTheSystem() throws Exception {
        assertThat(sandbox.start("watch").exit()).isZero();
        Path work = sandbox.project.resolve("target/launcher");
        assertThat(work.resolve("libjlinenative.so")).hasContent("library");
        assertThat(work.resolve("unpacked")).doesNotExist();
        assertThat(sandbox.java()).contains("-Dlibrary.jline.path=" + work);
    }

    @Test
    void withoutALibraryForTheSystemJlineHelpsItself() throws Exception {
        sandbox.system("Plan9 mips");
        assertThat(sandbox.start("watch").exit()).isZero();
        assertThat(sandbox.java()).noneMatch(argument -> argument.contains("library.jline.path"));
    }

    @Test
    void passesArgumentsOnUnchanged() throws Exception {
        String[] arguments = {
            "train", "--name", "two words", "", "it's", "\"quoted\"", "$HOME", "*", "a\nb", "\\", "ü", "-cp", "--"
        };

        sandbox.start(arguments);

        List<String> java = sandbox.java();
        assertThat(java.subList(java.lastIndexOf(MAIN) + 1, java.size())).containsExactly(arguments);
    }

    @ParameterizedTest
    @CsvSource({"train, 130", "runs, 2"})
    void becomesJavaSoThatSignalsReachItAndItsExitCodeCounts(String command, int exit) throws Exception {
        sandbox.also("java", "exit " + exit);

        Start start = sandbox.start(command);

        assertThat(start.exit()).isEqualTo(exit);
        assertThat(sandbox.root.resolve("calls/pid")).hasContent(Long.toString(start.pid()));
    }

    @Test
    void looksForClassesInTheScreensJarsFirstAndInThePlotsLast() throws Exception {
        sandbox.start("runs");

        List<String> jars = Stream.of(sandbox.classPath().split(":"))
                .map(jar -> Path.of(jar).getFileName().toString())
                .filter(jar -> !jar.startsWith("jline-"))
                .toList();
        assertThat(jars)
                .containsExactly(
                        "traindeck.jar",
                        "lanterna-1.jar",
                        "gson-1.jar",
                        "pytorch-engine-1.jar",
                        "pytorch-native-cpu-1-linux-x86_64.jar",
                        "batik-svggen-1.jar",
                        "jfreechart-1.jar");
    }

    @Test
    void startsHomeWithoutArguments() throws Exception {
        assertThat(sandbox.start().exit()).isZero();
        assertThat(sandbox.java()).endsWith(MAIN);
    }

    @Test
    void worksThroughALinkOnThePathAndStaysInTheFolderItWasCalledFrom() throws Exception {
        Path far = Files.createSymbolicLink(sandbox.root.resolve("far link"), sandbox.launcher);
        Files.createSymbolicLink(sandbox.bin.resolve("deck"), far);

        Start start = sandbox.start(Path.of("/bin/sh"), Map.of(), "-c", "exec deck runs");

        assertThat(start.exit()).isZero();
        assertThat(sandbox.classPath()).startsWith(sandbox.project + "/target/launcher/traindeck.jar:");
        assertThat(sandbox.root.resolve("calls/folder")).hasContent(sandbox.root.toString());
        assertThat(sandbox.javaEnvironment()).containsEntry("TRAINDECK_LAUNCHER", sandbox.launcher.toString());
    }

    @Test
    void setsTheTrainersEnvironment() throws Exception {
        sandbox.start("train");

        assertThat(sandbox.javaEnvironment()).containsAllEntriesOf(TRAINER_ENVIRONMENT);
    }

    @Test
    void keepsWhatTheUserHasSetEvenIfEmpty() throws Exception {
        for (String variable : TRAINER_ENVIRONMENT.keySet()) {
            for (String value : List.of("7", "")) {
                sandbox.start(Map.of(variable, value), "train");

                Map<String, String> expected = new HashMap<>(TRAINER_ENVIRONMENT);
                expected.put(variable, value);
                assertThat(sandbox.javaEnvironment()).containsAllEntriesOf(expected);
            }
        }
    }

    @Test
    void keepsTheScreenSmallAndGivesTheTrainerRoom() throws Exception {
        sandbox.start("train");
        assertThat(sandbox.java()).contains("-Xmx1g", "-XX:MaxNewSize=32m").doesNotContain("-XX:TieredStopAtLevel=1");

        for (String command : List.of("watch", "replay", "runs", "send", "ablate", "--help")) {
            sandbox.start(command);
            assertThat(sandbox.java()).contains("-Xmx128m", "-XX:TieredStopAtLevel=1");
            assertThat(sandbox.javaEnvironment()).doesNotContainKey("MALLOC_TOP_PAD_");
        }
    }

    /** It stays beside a program for days; {@link LauncherMemoryTest} measures what comes of it. */
    @Test
    void keepsASupervisorSmallest() throws Exception {
        sandbox.start("run", "--", "python3", "train.py");
        assertThat(sandbox.java())
                .contains("-Xms4m", "-Xmx24m", "-Xss256k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile="));
    }

    @ParameterizedTest
    @CsvSource({
        "--runs x train, 1g",
        "--theme watch --ascii --runs=y resume one, 1g",
        "--theme train watch, 128m",
        "compare one two, 512m",
        "sweep --seed 1..99, 512m",
        "--ascii, 128m",
        "--runs, 128m"
    })
    void findsTheCommandBehindOptions(String arguments, String heap) throws Exception {
        sandbox.start(arguments.split(" "));
        assertThat(sandbox.java()).contains("-Xmx" + heap);
    }

    /** What trains is then another process, which comes by as {@code trainer}. */
    @ParameterizedTest
    @CsvSource({
        "train, xterm, 128m",
        "resume one, xterm, 128m",
        "train --plain, xterm, 1g",
        "train, dumb, 1g",
        "resume one, , 1g",
        "branch one, xterm, 128m",
        "branch one --plain, xterm, 1g",
        "branch one, , 1g",
        "trainer runs/one, xterm, 1g"
    })
    void keepsTrainAndResumeSmallWhereTheyShowAScreen(String arguments, String term, String heap) throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "skipped: script(1), which makes a terminal, is not installed");
        String quoted = "'" + sandbox.launcher.toString().replace("'", "'\\''") + "' " + arguments;
        Map<String, String> environment = term == null ? Map.of() : Map.of("TERM", term);

        sandbox.start(script, environment, "-qec", quoted, "/dev/null");

        assertThat(sandbox.java()).contains("-Xmx" + heap);
    }

    @Test
    void keepsTrainSmallWhereItOnlyStartsATrainer() throws Exception {
        sandbox.start("train", "--detach");

        assertThat(sandbox.java()).contains("-Xmx128m");
    }

    @ParameterizedTest
    @CsvSource({"17.0.1, false", "23.0.2, false", "24, true", "25.0.3, true"})
    void allowsNativeAccessWhereJavaWouldWarnOfIt(String version, boolean allowed) throws Exception {
        Path jdk = sandbox.jdk(sandbox.root.resolve("versioned"), version);

        sandbox.start(Map.of("JAVA_HOME", jdk.toString()), "train");

        assertThat(sandbox.java().contains("--enable-native-access=ALL-UNNAMED"))
                .isEqualTo(sandbox.java().contains("--sun-misc-unsafe-memory-access=allow"))
                .isEqualTo(allowed);
    }

    /** The archive is a made-up file here: the JVM must pass over one that does not fit without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"train", "run", "watch"})
    void setsOptionsThatThisJvmTakesInSilence(String command) throws Exception {
        Path jdk = sandbox.jdk(sandbox.root.resolve("this"), System.getProperty("java.version"));
        sandbox.start(Map.of("JAVA_HOME", jdk.toString()), command);

        List<String> line = new ArrayList<>(sandbox.java());
        line.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.subList(line.lastIndexOf(MAIN), line.size()).clear();
        line.add("--version"); // on stdout
        Process process = new ProcessBuilder(line)
                .redirectOutput(sandbox.root.resolve("version").toFile())
                .start();

        assertThat(process.errorReader().lines()).isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(sandbox.root.resolve("version")).content().contains(System.getProperty("java.version"));
    }
}
