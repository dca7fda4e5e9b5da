package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.run.RunFolder;
import io.traindeck.testing.Program;
import io.traindeck.testing.SavedLog;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedOutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int exitCode(int code, boolean isProduct, String failure) {
        return exitCode(code, isProduct, failure, false);
    }

    private int exitCode(int code, boolean isProduct, String failure, boolean isPipe) {
        CheckedOutput checked = new CheckedOutput(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        if (failure != null) {
                            throw new IOException(failure);
                        }
                    }
                },
                () -> isPipe);
        PrintStream out = new PrintStream(checked, true, StandardCharsets.UTF_8);
        out.println("a line");
        return checked.exitCode(code, isProduct, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "0, true, , 0, ''",
        "3, true, , 3, ''",
        "0, true, No space left on device, 1, 'traindeck: cannot write to standard output: No space left on device'",
        "3, true, No space left on device, 3, 'traindeck: cannot write to standard output: No space left on device'",
        "0, false, No space left on device, 0, 'traindeck: cannot write to standard output: No space left on device'",
        "0, true, Broken pipe, 141, ''",
        "0, false, Broken pipe, 0, ''"
    })
    void outputThatIsLostIsNoSuccess(int code, boolean isProduct, String failure, int exit, String words) {
        assertThat(exitCode(code, isProduct, failure)).isEqualTo(exit);
        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "show one", "watch one", "--help", "--runs runs show train"})
    void everyCommandThatPrintsFailsOnAFullDisk(String command, @TempDir Path folder) throws Exception {
        Program program = new Program(folder.toRealPath());
        for (String name : List.of("one", "train")) {
            SavedLog.write(
                    RunFolder.create(program.folder().resolve("runs"), name).events(), 3, 10);
        }
        ProcessBuilder builder = new ProcessBuilder(program.command(command.split(" ")))
                .directory(program.folder().toFile())
                .redirectOutput(new File("/dev/full"));
        builder.environment().putAll(program.env());
        Process process = builder.start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).endsWith("traindeck: cannot write to standard output: No space left on device\n");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void aReaderThatHasHadEnoughIsNoFault() {
        assertThat(exitCode(0, true, "Broken pipe")).isEqualTo(141);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aClosedPipeIsKnownInEveryLanguage() {
        assertThat(exitCode(0, true, "Datenübergabe unterbrochen", true)).isEqualTo(141);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aPipeIsToldFromOtherFiles(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(CheckedOutput.isPipe(pipe)).isTrue();
        assertThat(CheckedOutput.isPipe(folder)).isFalse();
        assertThat(CheckedOutput.isPipe(Path.of("/dev/null"))).isFalse();
        assertThat(CheckedOutput.isPipe(folder.resolve("none"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "train --name x, train",
        "--runs train show x, show",
        "--theme light --notifications off --ascii run -- train, run",
        "--runs=train, ''",
        "--help, ''"
    })
    void aCommandIsKnownByItsPlace(String arguments, String name) {
        assertThat(Commands.nameIn(arguments.split(" "))).isEqualTo(name);
    }
}
