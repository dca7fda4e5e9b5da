package io.traindeck.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.cli.Main;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Patience;
import io.traindeck.testing.TestTerminal;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({
        "--blocks 0, '--blocks must be at least 1, not 0'",
        "--series 3, '--series must be 4 to 1000, not 3'",
        "--blocks x, is not a whole number",
        "--threads 0, '--threads must be 1 to 1024, not 0'"
    })
    void aNumberThatCannotBeIsAUsageError(String option, String fault) {
        StringWriter err = new StringWriter();
        int exit = Main.commandLine().setErr(new PrintWriter(err)).execute(("bench " + option).split(" "));
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(fault);
    }

    /** PyTorch's threads are at work, which do not survive Java's own way out. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsItAtOnceAndNothingIsLeft(String signal, int exit) throws Exception {
        Path temporary = Files.createDirectory(dir.resolve("tmp"));
        try (Traindeck traindeck = new Traindeck(dir).env("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary)) {
            Command bench = traindeck.start("bench", "--threads", "2", "--blocks", "1000");
            try (LiveLog log = LiveLog.of(folder(temporary, bench).resolve("events.jsonl"))) {
                log.await(OwnStep.class);
            }
            bench.signal(signal);
            assertThat(bench.exit()).as(bench.err()).isEqualTo(exit);
            assertThat(bench.out()).isEmpty();
            assertThat(bench.err().lines()).allMatch(line -> line.contains("JDK_JAVA_OPTIONS"));
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("traindeck-bench"));
        }
    }

    @Test
    void aSignalLeavesNothingOfTheLogsThatAreMeasured() throws Exception {
        Path temporary = Files.createDirectory(dir.resolve("tmp"));
        try (Traindeck traindeck = new Traindeck(dir).env("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary)) {
            Command bench = traindeck.start("bench", "--logs");
            Path folder = folder(temporary, bench);
            TestTerminal.await("a log", () -> folder.toFile().list().length > 0);
            bench.signal("TERM");
            assertThat(bench.exit()).as(bench.err()).isEqualTo(143);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("traindeck-bench"));
        }
    }

    /** Waits for the folder that the benchmark makes for its log. */
    private static Path folder(Path temporary, Command bench) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (true) {
            assertThat(bench.process().isAlive()).as(bench.err()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            try (Stream<Path> made = Files.list(temporary)) {
                Optional<Path> folder = made.filter(
                                path -> path.getFileName().toString().startsWith("traindeck-bench"))
                        .findFirst();
                if (folder.isPresent()) {
                    return folder.get();
                }
            }
            LockSupport.parkNanos(1_000_000); // A folder cannot call back.
        }
    }
}
