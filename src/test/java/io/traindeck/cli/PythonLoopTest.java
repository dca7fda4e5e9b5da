package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.Command;
import io.traindeck.event.Goal;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Unpaused;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunLock;
import io.traindeck.testing.PythonLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A loop in Python that owns its run folder, against the lock, the mailbox and the reader of the log. */
class PythonLoopTest extends FollowsPythonLoop {
    private static final int FOR_EVER = 1_000_000;
    private static final double STEP_SECONDS = 0.002;

    private void start(int steps) throws IOException {
        loop = PythonLoop.start(dir, Map.of(), "loop.py", steps, STEP_SECONDS);
    }

    private void startForEver() throws IOException {
        start(FOR_EVER);
        log.await(Measured.class);
    }

    private CommandAnswered send(Command command) throws RunException, IOException {
        return answer(Mailbox.send(run, command), CommandStatus.DONE);
    }

    private CommandAnswered answer(String id, CommandStatus status) throws IOException {
        CommandAnswered answer = log.await(
                CommandAnswered.class, event -> event.id().equals(id) && event.status() != CommandStatus.ACCEPTED);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    private RunEnded ended() throws IOException, InterruptedException {
        loop.exit();
        return log.await(RunEnded.class);
    }

    @Test
    void isALiveRunThatSaysWhatItObeys() throws Exception {
        start(FOR_EVER);
        RunStarted start = log.await(RunStarted.class);
        assertThat(start.run()).isEqualTo("loop");
        assertThat(start.about().commands()).isEqualTo(Set.of("pause", "checkpoint", "stop", "park", "set:lr"));
        assertThat(start.about().plan().steps()).isEqualTo(FOR_EVER);
        assertThat(start.about().goal()).isEqualTo(new Goal("val_loss", Goal.Better.LOWER));
        assertThat(start.about().facts()).isEqualTo(Map.of("lr", "0.1", "net/width", "8"));
        Measured first = log.await(Measured.class);
        assertThat(first.step()).isEqualTo(1);
        assertThat(first.values().get("loss")).isEqualTo(1.0);
        log.await(Measured.class, measured -> measured.kind() == Measured.Kind.VALIDATION);
        assertThat(RunLock.isHeld(run.lock())).isTrue();

        JsonObject json =
                JsonParser.parseString(Files.readString(run.runJson())).getAsJsonObject();
        assertThat(json.get("pid").getAsLong()).isEqualTo(loop.process().pid());
        assertThat(json.get("cwd").getAsString()).isEqualTo(dir.toRealPath().toString());
        assertThat(json.getAsJsonArray("command").toString()).endsWith("loop.py\",\"1000000\",\"0.002\"]");
    }

    @Test
    void obeysEveryCommandAndAnswers() throws Exception {
        startForEver();
        send(Command.PAUSE);
        long paused = log.fromHere().events(Paused.class).get(0).step();

        CommandAnswered saved = send(Command.CHECKPOINT);
        Checkpoint checkpoint = log.events(Checkpoint.class).get(0);
        assertThat(checkpoint.kind()).isEqualTo(CheckpointKind.KEY);
        assertThat(checkpoint.step())
                .as("no step is done in a pause, also when it is saved")
                .isEqualTo(paused);
        assertThat(saved.reason()).isEqualTo(checkpoint.file());
        assertThat(run.path().resolve(checkpoint.file())).hasContent(String.valueOf(paused));
        assertThat(send(Command.CHECKPOINT).reason())
                .as("nor if it is to be saved once more")
                .isEqualTo(checkpoint.file());

        answer(Mailbox.send(run, new Request.Setting("lr", "0.05")), CommandStatus.DONE);
        assertThat(send(Command.PAUSE).reason()).isEqualTo("it was paused already");
        send(Command.RESUME);
        assertThat(log.events(Unpaused.class)).hasSize(1);
        Measured next = log.await(Measured.class, measured -> measured.step() == paused + 1);
        assertThat(next.values().get("lr")).isEqualTo(0.1);
        log.await(Measured.class, measured -> measured.values().get("lr") == 0.05);
        assertThat(Files.readString(run.events())).contains("\"name\": \"lr\", \"new\": 0.05, \"old\": 0.1");

        send(Command.STOP);
        assertThat(ended().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(loop.printed()).contains("because of stop");
        assertThat(RunLock.isHeld(run.lock())).isFalse();
        assertThat(run.commands()).isEmptyDirectory();
    }

    @Test
    void isAskedByPollsForWhatTheLastStepHasAskedForUntilThatIsDone() throws Exception {
        loop = PythonLoop.of(
                dir,
                Map.of(),
                "loop",
                """
                import time, traindeck
                run = traindeck.start(commands=traindeck.COMMANDS + ("set:lr",))
                ask = run.step(loss=1.0)
                while not ask.stop:
                    time.sleep(0.002)
                    ask = run.step(loss=1.0)
                    if ask.reason:
                        asked = ask.save, ask.stop, ask.dials, ask.reason
                        polled = run.poll()
                        kept = (polled.save, polled.stop, polled.dials, polled.reason) == asked
                        print("kept" if kept else "lost", ask.reason, flush=True)
                    if ask.save:
                        open("saved", "w").close()
                        run.saved("saved")
                        print("save is", run.poll().save, flush=True)
                """);
        log.await(Measured.class);
        answer(Mailbox.send(run, new Request.Setting("lr", "0.05")), CommandStatus.DONE);
        loop.awaitPrinted("kept set");
        send(Command.CHECKPOINT);
        loop.awaitPrinted("kept checkpoint\nsave is False");
        send(Command.STOP);
        assertThat(ended().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(loop.printed()).endsWith("kept stop\n");
    }

    @Test
    void takesAnEmptyFileForACommand() throws Exception {
        startForEver();
        Files.createFile(run.commands().resolve("pause"));
        log.await(Paused.class);
        Files.createFile(run.commands().resolve("park"));
        assertThat(ended().reason()).isEqualTo(EndReason.PARKED);
        assertThat(log.events(Checkpoint.class)).hasSize(1);
        assertThat(log.events(Unpaused.class)).hasSize(1);
    }

    @Test
    void refusesWhatItDoesNotObeyAndWhatIsNoCommand() throws Exception {
        startForEver();
        answer(Mailbox.send(run, new Request.Setting("momentum", "0.9")), CommandStatus.REFUSED);
        Path long_ = Files.writeString(run.commands().resolve("long.json"), "x".repeat(5000));
        Files.writeString(run.commands().resolve("torn.json"), "{\"id\": \"x");
        Files.writeString(run.commands().resolve("deep.json"), "[".repeat(4000));
        Files.writeString(run.commands().resolve("notes.txt"), "hello");
        Files.createSymbolicLink(run.commands().resolve("link.json"), run.events());
        Files.createDirectory(run.commands().resolve("folder.json"));
        for (String id : List.of("deep", "folder", "link", "long", "notes.txt", "torn")) {
            answer(id, CommandStatus.REFUSED);
        }
        assertThat(long_).doesNotExist();
    }

    @Test
    void refusesWhatWasSentBeforeItStarted() throws Exception {
        Files.createDirectories(run.commands());
        Files.createFile(run.commands().resolve("stop"));
        loop = PythonLoop.of(
                dir,
                Map.of(),
                "late",
                """
                import time, traindeck
                run = traindeck.start("runs/loop")
                while not run.step(loss=1.0).stop:
                    time.sleep(0.01)
                """);
        CommandAnswered refused = log.await(CommandAnswered.class);
        assertThat(refused.status()).isEqualTo(CommandStatus.REFUSED);
        assertThat(refused.reason()).isEqualTo("sent before this trainer started");
        send(Command.STOP);
    }

    @Test
    void goesOnWhereItWasParked() throws Exception {
        startForEver();
        send(Command.PARK);
        RunEnded end = ended();
        String file = log.events(Checkpoint.class).get(0).file();
        String saved = run.path().resolve(file).toString();

        loop = PythonLoop.start(dir, Map.of("TRAINDECK_RESUME", saved), "loop.py", end.step() + 5, STEP_SECONDS);
        RunResumed resumed = log.await(RunResumed.class);
        assertThat(resumed.fromStep()).isEqualTo(end.step());
        assertThat(resumed.file()).isEqualTo(file);
        assertThat(log.await(Measured.class).step()).isEqualTo(end.step() + 1);
        assertThat(ended().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(log.events(RunStarted.class)).hasSize(1);
    }

    @Test
    void asSecondRunGetsAFolderOfItsOwn() throws Exception {
        start(1);
        ended();
        try (PythonLoop second = PythonLoop.start(dir, Map.of(), "loop.py", 1, STEP_SECONDS)) {
            assertThat(second.exit()).isZero();
        }
        assertThat(dir.resolve("runs").resolve("loop-2").resolve("events.jsonl"))
                .exists();
        assertThat(log.events(RunStarted.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"INT", "TERM"})
    void endsAfterTheStepOnTheFirstSignal(String signal) throws Exception {
        startForEver();
        loop.signal(signal);
        assertThat(ended().reason()).isEqualTo(EndReason.TERMINATED);
        assertThat(loop.printed()).contains("because of " + signal);
        assertThat(log.events(Checkpoint.class).get(0).kind()).isEqualTo(CheckpointKind.SIGNAL);
    }

    @Test
    void isEndedAtOnceByTheSecondSignal() throws Exception {
        loop = PythonLoop.of(
                dir,
                Map.of(),
                "loop",
                """
                import time, traindeck
                run = traindeck.start()
                while True:
                    ask = run.step(loss=1.0)
                    if ask.stop:
                        run.validation(seen=1)
                        time.sleep(1000)
                """);
        log.await(Measured.class);
        loop.signal("INT");
        log.await(Measured.class, measured -> measured.kind() == Measured.Kind.VALIDATION);
        loop.signal("TERM");
        assertThat(loop.exit()).isEqualTo(128 + 15);
        assertThat(RunLock.isHeld(run.lock())).isFalse();
        assertThat(log.events(RunEnded.class)).isEmpty();
    }

    @Test
    void leavesALogThatTheNextOneMendsWhenItIsKilled() throws Exception {
        startForEver();
        loop.kill();
        assertThat(RunLock.isHeld(run.lock())).isFalse();
        Files.writeString(run.events(), "{\"event\":\"step\",\"time_ms\":1,\"st", StandardOpenOption.APPEND);

        loop = PythonLoop.of(
                dir, Map.of(), "again", "import traindeck\ntraindeck.start('runs/loop').step(7, loss=1.0)\n");
        assertThat(ended().step()).isEqualTo(7);
        assertThat(Files.readAllLines(run.events())).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void getsTheLockBackThatAnotherUseOfTheFileHasFreed() throws Exception {
        loop = PythonLoop.of(
                dir,
                Map.of(),
                "loop",
                """
                import time, traindeck
                run = traindeck.start()
                open(run.path + "/lock").close()
                run.validation(closed=1)
                while True:
                    time.sleep(0.01)
                    run.step(loss=1.0)
                """);
        log.await(Measured.class, measured -> measured.kind() == Measured.Kind.VALIDATION);
        log.await(Measured.class, measured -> RunLock.isHeld(run.lock()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    raise ValueError("the loss is gone") | FAILED     | ValueError: the loss is gone
                    raise KeyboardInterrupt              | TERMINATED | KeyboardInterrupt
                    sys.exit("no data")                  | FAILED     | no data
                    sys.exit(3)                          | FAILED     | exit status 3
                    exit(4)                              | FAILED     | exit status 4
                    sys.exit(0)                          | COMPLETED  | ''
                    print("over")                        | COMPLETED  | ''
                    run.end("early_stop")                | EARLY_STOP | ''
                    """)
    void saysHowTheProgramEnds(String last, EndReason reason, String message) throws Exception {
        for (String form : List.of("run = traindeck.start('runs/loop')", "with traindeck.start('runs/loop') as run:")) {
            String indent = form.startsWith("with") ? "    " : "";
            String program = "import sys, traindeck\n%s\n%srun.step(loss=1.0)\n%s%s\n";
            loop = PythonLoop.of(dir, Map.of(), "ends", program.formatted(form, indent, indent, last));
            RunEnded end = ended();
            assertThat(end.reason()).as(form).isEqualTo(reason);
            assertThat(end.message()).isEqualTo(message);
        }
    }

    @Test
    void anExitWithAnyStatusAfterParkIsThatEnd() throws Exception {
        loop = PythonLoop.of(
                dir,
                Map.of(),
                "loop",
                """
                import sys, time, traindeck
                with traindeck.start("runs/loop") as run:
                    while True:
                        ask = run.step(loss=1.0)
                        if ask.park:
                            open("last.pt", "w").close()
                            run.saved("last.pt")
                            sys.exit(75)
                        time.sleep(0.01)
                """);
        log.await(Measured.class);
        send(Command.PARK);
        assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.PARKED);
    }
}
