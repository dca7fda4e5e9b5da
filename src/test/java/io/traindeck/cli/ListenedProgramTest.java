package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import io.traindeck.testing.Document;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Traindeck;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program in Java with a listener of ours, under {@code traindeck run}. */
class ListenedProgramTest {
    @TempDir
    Path dir;

    @Test
    void itsRunIsTheOneThatWasMadeForItAndItObeysWhatItAnnounces() throws Exception {
        try (Traindeck traindeck = new Traindeck(dir)) {
            Path own = dir.resolve("own");
            Traindeck.Command command = traindeck.start(run("a", own, 1_000_000));
            RunFolder run = traindeck.folder("a");
            try (LiveLog log = traindeck.log("a")) {
                RunStarted started = log.await(
                        RunStarted.class, start -> start.about().commands().contains("checkpoint"));
                assertThat(started.run()).isEqualTo("a");
                assertThat(started.about().commands()).containsExactlyInAnyOrder("pause", "checkpoint", "stop", "park");
                log.await(Measured.class, step -> step.step() >= 5);
                Mailbox.send(run, Command.PARK);
                Checkpoint saved = log.await(Checkpoint.class);
                assertThat(run.path().resolve(saved.file())).isNotEmptyFile();
                assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.PARKED);
            }
            assertThat(command.exit()).isZero();
            assertThat(own).doesNotExist();
        }
    }

    private static String[] run(String name, Path own, int epochs) {
        return Stream.concat(Stream.of("run", "--plain", "--name", name, "--"), spirals(own, epochs).stream())
                .toArray(String[]::new);
    }

    /** The class path that the document names for such a program: our classes, Gson and Deep Java Library. */
    private static String classPath() {
        Pattern needed = Pattern.compile(
                ".*/(traindeck|gson|api|pytorch|slf4j|jna|commons|classes|test-classes)[^/]*(\\.jar)?/?");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> needed.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void theDocumentNamesTheVersionOfTheLibrary() throws Exception {
        assertThat(Document.FORMAT.text()).contains("Deep Java Library " + Engine.getDjlVersion());
    }

    /** The words that start the program, with options of Java. */
    private static List<String> spirals(Path own, int epochs, String... options) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(options));
        words.addAll(List.of(
                "-Dai.djl.offline=true",
                "-cp",
                classPath(),
                "io.traindeck.listen.Spirals",
                own.toString(),
                String.valueOf(epochs)));
        return words;
    }

    @Test
    void aProgramWithALongCommandLineGoesOnAfterAParkAndKeepsItsHistory() throws Exception {
        int epochs = 600;
        try (Traindeck traindeck = new Traindeck(dir)) {
            Path runs = dir.resolve("runs");
            // Java does not tell a process its own arguments if they are longer than a page.
            Process program = start(spirals(runs, epochs, "-Dlong=" + "x".repeat(5000)));
            RunFolder run = traindeck.folder("spirals");
            long parkedAt;
            try (LiveLog log = traindeck.log("spirals")) {
                log.await(Measured.class, row -> row.kind() == Measured.Kind.EPOCH && row.epoch() == 5);
                Mailbox.send(run, Command.PARK);
                parkedAt = log.await(Checkpoint.class).step();
                assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.PARKED);
                assertThat(program.waitFor()).isZero();
            } finally {
                program.destroyForcibly();
            }

            traindeck.run("resume", "spirals", "--plain");
            try (LiveLog log = traindeck.log("spirals")) {
                assertThat(log.await(RunEnded.class, end -> end.reason() == EndReason.COMPLETED)
                                .message())
                        .startsWith("done at step");
                RunState state = RunState.EMPTY.applyAll(log.events());
                List<RunResumed> resumed = log.events(RunResumed.class);
                assertThat(resumed.get(resumed.size() - 1).fromStep()).isEqualTo(parkedAt);
                // What was before the park is still there, and each epoch once.
                assertThat(state.rows().list().stream().map(Measured::epoch))
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, epochs)
                                .mapToObj(epoch -> (double) epoch)
                                .toList());
                assertThat(state.firstStep()).isEqualTo(1);
            }
        }
    }

    private Process start(List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("program.txt").toFile())
                .start();
    }

    @Test
    void aSignalEndsItsRunAsTerminatedWithItsLastStep() throws Exception {
        Process program = start(spirals(dir, 1_000_000));
        RunFolder run = new RunFolder(dir.resolve("spirals"));
        try (LiveLog log = LiveLog.of(run.events())) {
            log.await(Measured.class, step -> step.step() >= 5);
            program.destroy();
            RunEnded ended = log.await(RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.TERMINATED);
            assertThat(program.waitFor()).isEqualTo(143);
            List<TrainEvent> all = log.events();
            assertThat(all.get(all.size() - 1)).isSameAs(ended);
            assertThat(ended.message()).isEqualTo("ended by TERM at step " + ended.step());
            List<Measured> steps = log.events(Measured.class);
            assertThat(ended.step()).isEqualTo(steps.get(steps.size() - 1).step());
        } finally {
            program.destroyForcibly();
        }
    }
}
