package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import io.traindeck.testing.SmallDisk;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log that a loop in Python writes: as our reader of logs reads it, under a supervisor, and if writing fails. */
class PythonLogTest {
    @TempDir
    Path dir;

    @BeforeEach
    void needsPython() throws IOException, InterruptedException {
        Python.assume("fcntl");
    }

    private PythonLoop run(Map<String, String> env, String program) throws Exception {
        try (PythonLoop loop = PythonLoop.of(dir, env, "loop", program)) {
            assertThat(loop.exit()).as(loop.printed()).isZero();
            return loop;
        }
    }

    private static <T> List<T> events(Path file, Class<T> kind) throws IOException {
        try (LiveLog log = LiveLog.of(file)) {
            return log.events(kind);
        }
    }

    @Test
    void numbersOfEveryKindArriveAsTheyAre() throws Exception {
        PythonLoop loop = run(
                Map.of(),
                """
                import decimal, fractions, traindeck

                class Tensor:
                    def __init__(self, *values): self.values = values
                    def item(self):
                        if len(self.values) != 1: raise RuntimeError("only one element tensors can be converted")
                        return self.values[0]

                class Broken:
                    def __float__(self): raise OSError("no")

                run = traindeck.start()
                run.step(1, tenth=0.1, tiny=5e-324, whole=7, large=2**62, larger=2**70, infinite=10**400)
                run.step(2, nan=float("nan"), up=float("inf"), down=-float("inf"))
                run.step(3, scalar=Tensor(2.5), one=[3.5], nested={"a": {"b": 4.5}, 5: 6}, decimal=decimal.Decimal("0.5"),
                         fraction=fractions.Fraction(1, 4), **{"train/loss": 1.5, 'say "%d"': 2.5})
                run.step(4, tensor=Tensor(1, 2), flag=True, none=None, text="1.5", raw=b"1", many=[1, 2], broken=Broken(),
                         event="x", time_ms=5)
                run.step(loss=5.0)
                run.step("no step", loss=6.0)
                run.validation(val_loss=1.0, best=Tensor(True))
                run.epoch(2, val_loss=1.0, best=False)
                """);
        List<Measured> lines = events(loop.run("loop").events(), Measured.class);
        assertThat(lines).hasSize(7);
        Measured plain = lines.get(0);
        assertThat(plain.values().get("tenth")).isEqualTo(0.1);
        assertThat(plain.values().get("tiny")).isEqualTo(Double.MIN_VALUE);
        assertThat(plain.values().get("whole")).isEqualTo(7);
        assertThat(plain.values().get("large")).isEqualTo(0x1p62);
        assertThat(plain.values().get("larger")).isEqualTo(0x1p70);
        assertThat(plain.values().get("infinite")).isEqualTo(Double.POSITIVE_INFINITY);
        Measured odd = lines.get(1);
        assertThat(odd.values().get("nan")).isNaN();
        assertThat(odd.values().get("up")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(odd.values().get("down")).isEqualTo(Double.NEGATIVE_INFINITY);
        Measured wrapped = lines.get(2);
        assertThat(wrapped.values().get("scalar")).isEqualTo(2.5);
        assertThat(wrapped.values().get("one")).isEqualTo(3.5);
        assertThat(wrapped.values().get("nested/a/b")).isEqualTo(4.5);
        assertThat(wrapped.values().get("nested/5")).isEqualTo(6);
        assertThat(wrapped.values().get("decimal")).isEqualTo(0.5);
        assertThat(wrapped.values().get("fraction")).isEqualTo(0.25);
        assertThat(wrapped.values().get("train/loss")).isEqualTo(1.5);
        assertThat(wrapped.values().get("say \"%d\"")).isEqualTo(2.5);
        assertThat(lines.get(3).values().names().size()).isZero();
        assertThat(lines.get(4).step()).isEqualTo(5);
        assertThat(lines.get(5).best()).isTrue();
        assertThat(lines.get(6).best()).isFalse();
        assertThat(lines.get(6).epoch()).isEqualTo(2);
        try (EventLogReader reader = new EventLogReader(loop.run("loop").events())) {
            reader.poll(event -> {});
            assertThat(reader.unreadableLines()).isZero();
        }
        assertThat(loop.printed()).startsWith("traindeck: a line was lost").hasLineCount(1);
    }

    @Test
    void underASupervisorItWritesBesideTheLogAndTakesItsOwnCommandsOnly() throws Exception {
        RunFolder run = RunFolder.create(Files.createDirectory(dir.resolve("runs")), "supervised");
        Path told = run.path().resolve("metrics.jsonl");
        Map<String, String> env =
                new HashMap<>(Map.of("TRAINDECK_RUN", run.path().toString()));
        String program =
                """
                import time, traindeck
                run = traindeck.start("elsewhere", commands=("stop", "checkpoint"))
                while True:
                    time.sleep(0.01)
                    ask = run.step(loss=1.0)
                    if ask.save:
                        open(run.path + "/weights", "w").close()
                        run.saved(run.path + "/weights")
                    if ask.stop:
                        break
                """;
        try (LiveLog log = LiveLog.of(told);
                PythonLoop loop = PythonLoop.of(dir, env, "loop", program)) {
            log.await(Measured.class);
            String pause = Mailbox.send(run, Command.PAUSE);
            Files.createFile(run.commands().resolve("park"));
            Files.writeString(run.commands().resolve("broken.json"), "{");
            Mailbox.send(run, Command.CHECKPOINT);
            assertThat(log.await(CommandAnswered.class).command()).isEqualTo("checkpoint");
            log.await(CommandAnswered.class, answer -> answer.status() == CommandStatus.DONE);
            Mailbox.send(run, Command.STOP);
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.STOPPED);
            assertThat(loop.exit()).isZero();
            assertThat(run.commands().toFile().list())
                    .containsExactlyInAnyOrder(pause + ".json", "park", "broken.json");
        }
        assertThat(run.lock()).doesNotExist();
        assertThat(run.events()).doesNotExist();
        assertThat(dir.resolve("elsewhere")).doesNotExist();

        env.put("TRAINDECK_RESUME", run.path().resolve("weights").toString());
        run(env, "import traindeck\ntraindeck.start(steps=9).step(loss=1.0)\n");
        assertThat(events(told, RunResumed.class)).hasSize(1);
        assertThat(events(told, Described.class).get(0).about().plan().steps()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"epoch, 3", "step, 2"})
    void theRowOfAnEpochThatIsInTheCheckpointIsKept(String kind, int goesOnWith) throws Exception {
        String program =
                """
                import traindeck
                run = traindeck.start("runs/epochs")
                for epoch in (1, 2, 3):
                    for step in range(10):
                        run.step(loss=1.0)
                    if epoch == 2:
                        run.saved("runs/epochs/checkpoints/%s", kind="%s")
                    run.epoch(epoch, val_loss=1.0)
                """;
        Path log = run(Map.of(), program.formatted("a", kind)).run("epochs").events();
        run(Map.of("TRAINDECK_RESUME", "runs/epochs/checkpoints/a"), program.formatted("b", kind));
        assertThat(events(log, RunResumed.class)).singleElement().satisfies(resumed -> {
            assertThat(resumed.fromStep()).isEqualTo(20);
            assertThat(resumed.epoch()).isEqualTo(goesOnWith);
        });
    }

    @Test
    void aFileThatWasSavedAgainIsGoneOnWithWhereTheLoopSays() throws Exception {
        String program =
                """
                import traindeck
                run = traindeck.start("runs/again")
                for step in range(%d, %d):
                    run.step(step, loss=1.0)
                    run.saved("runs/again/checkpoints/last")
                """;
        Path log = run(Map.of(), program.formatted(1, 6)).run("again").events();
        run(Map.of("TRAINDECK_RESUME", "runs/again/checkpoints/last"), program.formatted(5, 7));
        assertThat(events(log, RunResumed.class)).singleElement().satisfies(resumed -> assertThat(resumed.fromStep())
                .isEqualTo(4));
    }

    @Test
    void aFullDiskIsSaidOnceAndNothingIsLost() throws Exception {
        Path small = dir.resolve("small");
        try (SmallDisk disk = new SmallDisk(small, 256);
                PythonLoop loop = PythonLoop.start(
                        dir, Map.of("TRAINDECK_RUNS", small.toString()), "loop.py", 1_000_000, 0.001)) {
            RunFolder run = new RunFolder(small.resolve("loop"));
            try (LiveLog log = LiveLog.of(run.events())) {
                log.await(Measured.class);
                disk.fill();
                String said = "traindeck: cannot write " + run.events() + ": No space left on device";
                loop.awaitPrinted(said);
                disk.makeRoom();
                Mailbox.send(run, Command.STOP);
                log.await(RunEnded.class);
                assertThat(loop.printed().lines().filter(line -> line.startsWith("traindeck:")))
                        .hasSize(1);
                List<Long> steps = new ArrayList<>();
                log.events(Measured.class).stream()
                        .filter(measured -> measured.kind() == Measured.Kind.STEP)
                        .forEach(measured -> steps.add(measured.step()));
                assertThat(steps.get(steps.size() - 1)).isEqualTo(steps.size());
            }
        }
    }

    /** Some file systems take what is written, and fail to say that it is safe. */
    @Test
    void aDiskThatCannotSayThatAllIsSafeIsWrittenToAllTheSame() throws Exception {
        try (PythonLoop loop = PythonLoop.of(
                dir,
                Map.of(),
                "loop",
                """
                import errno, os, time, traindeck
                def broken(file): raise OSError(errno.EIO, os.strerror(errno.EIO))
                run = traindeck.start()
                run.step(1, loss=1.0)
                os.fsync = broken
                run.validation(acc=0.5)
                while not run._log._failing: time.sleep(0.01)
                run.step(2, loss=0.5)
                while b'"step":2' not in open(run.path + "/events.jsonl", "rb").read(): time.sleep(0.01)
                """)) {
            assertThat(loop.exit()).as(loop.printed()).isZero();
            assertThat(loop.printed()).contains("Input/output error");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidAndTheLoopGoesOn() throws Exception {
        Files.createFile(dir.resolve("runs"));
        PythonLoop loop = run(
                Map.of(),
                """
                import traindeck
                run = traindeck.start()
                for step in range(5):
                    ask = run.step(loss=1.0)
                run.validation(val_loss=1.0); run.epoch(1); run.saved("x"); run.poll(); run.end()
                print("done", run.path, ask.stop)
                """);
        assertThat(loop.printed())
                .contains("traindeck: this run is not recorded and takes no commands: ", "done None False");
    }

    @Test
    void aLoopWithoutAFolderIsAskedByPollsToSaveUntilItHasSaved() throws Exception {
        Files.createFile(dir.resolve("runs"));
        PythonLoop loop = run(
                Map.of(),
                """
                import os, signal, traindeck
                run = traindeck.start()
                os.kill(os.getpid(), signal.SIGTERM)
                ask = run.step(loss=1.0)
                print(ask.save, run.poll().save)
                run.saved("weights")
                print(run.poll().save, ask.stop)
                """);
        assertThat(loop.printed()).endsWith("True True\nFalse True\n");
    }

    @Test
    void aForkedProcessIsNoPartOfTheRun() throws Exception {
        PythonLoop loop = run(
                Map.of(),
                """
                import os, signal, sys, traindeck
                run = traindeck.start()
                run.step(loss=1.0)
                if os.fork() == 0:
                    run.step(loss=99.0)
                    run.end("failed")
                    print(signal.getsignal(signal.SIGTERM) == signal.SIG_DFL)
                    sys.exit(1)
                os.wait()
                run.step(loss=2.0)
                """);
        assertThat(events(loop.run("loop").events(), Measured.class)).hasSize(2);
        assertThat(events(loop.run("loop").events(), RunEnded.class))
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEqualTo(EndReason.COMPLETED));
        assertThat(loop.printed()).isEqualTo("True\n");
    }

    @Test
    void givesBackWhatItHasTakenOver() throws Exception {
        PythonLoop loop = run(
                Map.of(),
                """
                import signal, sys, traindeck
                def mine(number, frame): pass
                signal.signal(signal.SIGTERM, mine)
                before = (signal.getsignal(signal.SIGINT), sys.excepthook, sys.exit, exit, quit)
                for name in "ab":
                    with traindeck.start("runs/" + name) as run:
                        assert signal.getsignal(signal.SIGTERM) != mine
                        run.step(loss=1.0)
                    assert signal.getsignal(signal.SIGTERM) == mine
                    assert before == (signal.getsignal(signal.SIGINT), sys.excepthook, sys.exit, exit, quit)
                """);
        assertThat(loop.printed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.finish()", "print(wandb.run.name)"})
    void aScriptThatCallsWandbIsARun(String end) throws Exception {
        PythonLoop loop = run(
                Map.of(),
                """
                import traindeck as wandb
                run = wandb.init(project="faces", config={"lr": 0.1})
                wandb.config.update({"depth": 3})
                for i in range(3):
                    wandb.log({"loss": 1.0 / (i + 1), "nested": {"acc": i}}, commit=False)
                    wandb.log({"lr": wandb.config.lr, "image": object()})
                wandb.log({"step": 7, "val_loss": 0.5}, step=wandb.run.step + 7)
                wandb.run.summary["best"] = 0.25
                %s
                """
                        .formatted(end));
        Path log = loop.run("faces").events();
        assertThat(events(log, RunStarted.class).get(0).about().commands()).containsExactly("pause");
        List<Measured> lines = events(log, Measured.class);
        assertThat(lines).extracting(Measured::step).containsExactly(0L, 0L, 1L, 1L, 2L, 2L, 10L);
        assertThat(lines.get(2).values().get("nested/acc")).isEqualTo(1);
        assertThat(events(log, Described.class).get(0).about().facts())
                .containsEntry("depth", "3")
                .containsEntry("best", "0.25");
        assertThat(events(log, RunEnded.class)).hasSize(1);
    }

    @Test
    void aScriptThatCallsWandbWithoutStepsGoesOnAfterTheStepThatWasSaved() throws Exception {
        String program =
                """
                import traindeck as wandb
                run = wandb.init(name="faces")
                for i in range(3):
                    wandb.log({"loss": 1.0})
                    if i == 1:
                        run.saved(run.path + "/checkpoints/%s")
                """;
        Path log = run(Map.of(), program.formatted("a")).run("faces").events();
        String saved = log.resolveSibling("checkpoints").resolve("a").toString();
        run(Map.of("TRAINDECK_RESUME", saved), program.formatted("b"));
        assertThat(events(log, RunResumed.class)).singleElement().satisfies(resumed -> assertThat(resumed.fromStep())
                .isEqualTo(1));
        assertThat(events(log, Measured.class)).extracting(Measured::step).containsExactly(0L, 1L, 2L, 2L, 3L, 4L);
    }

    @Test
    void itIsPrintedByTheProgram() throws Exception {
        Traindeck traindeck = new Traindeck(dir);
        assertThat(traindeck.run("python")).isEqualTo(Files.readString(Path.of("src/main/python/traindeck.py")));
    }

    @Test
    void aBlockOfWandbTellsItsSummary() throws Exception {
        PythonLoop loop = run(
                Map.of(),
                """
                import traindeck as wandb
                with wandb.init(project="faces") as run:
                    wandb.log({"loss": 1.0})
                    run.summary["best"] = 0.25
                """);
        assertThat(events(loop.run("faces").events(), Described.class)
                        .get(0)
                        .about()
                        .facts())
                .containsEntry("best", "0.25");
    }
}
