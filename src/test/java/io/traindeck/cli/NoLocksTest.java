package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.event.Plan;
import io.traindeck.run.Logs;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJsonTest;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a file system that keeps no locks, for which a library stands in that fails every call for one. */
class NoLocksTest {
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang", "tcc");

    @TempDir
    private static Path folder;

    @AutoClose
    private static Traindeck traindeck;

    @BeforeAll
    static void aFileSystemWithoutLocks() throws Exception {
        Optional<String> compiler =
                COMPILERS.stream().filter(NoLocksTest::isThere).findFirst();
        assumeTrue(compiler.isPresent(), "skipped: none of " + COMPILERS + " is here");
        Path source = folder.resolve("nolocks.c");
        try (InputStream in = NoLocksTest.class.getResourceAsStream("/nolocks/nolocks.c")) {
            Files.copy(in, source);
        }
        Path library = folder.resolve("nolocks.so");
        Process process = new ProcessBuilder(
                        compiler.get(), "-shared", "-fPIC", "-nostdlib", "-o", library.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        traindeck = new Traindeck(folder).env("LD_PRELOAD", library.toString());
    }

    private static boolean isThere(String program) {
        for (String dir : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(dir, program))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aNewRunIsRefusedAndTakesNoName() throws Exception {
        assertRefused(Traindeck.train("plain", List.of("--epochs", "1")));
        assertRefused("train", "--detach", "--epochs=1", "--limit=100", "--name=detached");
        assertRefused("run", "--plain", "--name=program", "--", "echo", "hello");
        assertRefused("sweep", "--plain", "--name=swept", "--seed=1,2", "--epochs=1", "--limit=100");
        for (String name : List.of("plain", "detached", "program", "swept.lock")) {
            assertThat(traindeck.folder(name).path()).doesNotExist();
        }
    }

    @Test
    void ofARunThatHasNotEndedNobodyKnowsWhetherItLives() throws Exception {
        RunFolder run = RunFolder.create(traindeck.folder("left").path().getParent(), "left");
        RunJsonTest.json("left", 1, null).write(run.runJson());
        Files.writeString(run.lock(), "");
        Logs.write(run.events(), OwnEvents.started(1, "left", Plan.of(0, 3, 10), Map.of()));
        assertThat(traindeck.run("runs", "--json")).contains("\"state\": \"unknown\"");
    }

    private static void assertRefused(String... arguments) throws Exception {
        Command command = traindeck.start(arguments);
        assertThat(command.exit()).as(command.err()).isEqualTo(1);
        assertThat(command.err())
                .startsWith("traindeck: the file system of ")
                .contains("keeps no locks", "choose another --runs");
        assertThat(command.err().lines()).as(command.err()).hasSize(1);
    }
}
