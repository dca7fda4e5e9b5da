package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Traindeck;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program without the libraries of PyTorch. */
class ViewerTest {
    @TempDir
    private Path folder;

    private record Outcome(int exit, String out, String err) {}

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Traindeck.program());
        command.replaceAll(ViewerTest::withoutPyTorch);
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("TRAINDECK_RUNS", folder.resolve("runs").toString());
        int exit = builder.redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Outcome(exit, Files.readString(out), Files.readString(err));
    }

    /** Returns a class path without PyTorch's jars; returns any other word as it is. */
    private static String withoutPyTorch(String word) {
        return Arrays.stream(word.split(File.pathSeparator))
                .filter(jar -> !jar.contains("/ai/djl/"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "train --plain", "train --detach", "evaluate vanilla", "bench", "ablate --plain"})
    void whatNeedsPyTorchSaysInOneLineWhatToInstall(String arguments) throws Exception {
        Outcome outcome = run(arguments.split(" "));
        assertThat(outcome.exit()).isOne();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("traindeck: this is the viewer, which cannot train or evaluate; the full package can: ");
        assertThat(folder.resolve("runs"))
                .satisfiesAnyOf(runs -> assertThat(runs).doesNotExist(), runs -> assertThat(runs)
                        .isEmptyDirectory());
    }

    @Test
    void whatOnlyReadsWorks() throws Exception {
        Path run = Path.of("runs", "upgraded").toAbsolutePath();
        assertThat(run("show", run.toString()))
                .satisfies(shown -> assertThat(shown.err()).isEmpty())
                .satisfies(shown -> assertThat(shown.exit()).isZero());
        assertThat(run(
                                "compare",
                                run.toString(),
                                "--plot",
                                folder.resolve("plot.svg").toString())
                        .exit())
                .isZero();
        assertThat(run("doctor").out()).contains("not here: this is the viewer");
    }

    @Test
    void aProgramOfOthersIsRunInTheBackgroundToo() throws Exception {
        assertThat(run("run", "--detach", "--name", "a", "--", "sh", "-c", "exit 0"))
                .returns("a\n", Outcome::out)
                .returns("", Outcome::err)
                .returns(0, Outcome::exit);
        assertThat(run("wait", "a").exit()).isZero();
    }

    @Test
    void aProgramOfOthersIsSweptToo() throws Exception {
        Outcome swept = run("sweep", "--plain", "--name", "s", "--vary", "x=1,2", "--", "sh", "-c", "echo {x}");
        assertThat(swept.err()).isEmpty();
        assertThat(swept.exit()).isZero();
        assertThat(swept.out()).contains("Curves: traindeck compare s-x=1 s-x=2");
    }
}
