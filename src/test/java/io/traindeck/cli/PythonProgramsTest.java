package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.Mailbox;
import io.traindeck.testing.PythonLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops in Python of the kinds that people have: whatever else such a program does must not cost it its run. */
class PythonProgramsTest extends FollowsPythonLoop {
    private static final int INTERRUPTED = 128 + 2;

    private void start(String program) throws IOException {
        start(Map.of(), program);
    }

    private void start(Map<String, String> env, String program) throws IOException {
        loop = PythonLoop.of(dir, env, "loop", program);
    }

    private RunEnded ended() throws IOException, InterruptedException {
        assertThat(loop.exit()).as(loop.printed()).isZero();
        return log.await(RunEnded.class);
    }

    @Test
    void oneThatGoesToAnotherFolderKeepsItsRun() throws Exception {
        start(
                """
                import os, time, traindeck
                run = traindeck.start()
                os.mkdir("elsewhere")
                os.chdir("elsewhere")
                while True:
                    time.sleep(0.002)
                    ask = run.step(loss=1.0)
                    if ask.save:
                        open("weights", "w").close()
                        run.saved("weights")
                        break
                """);
        log.await(Measured.class);
        Files.createFile(run.commands().resolve("checkpoint"));
        assertThat(ended().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(log.events(Checkpoint.class).get(0).file())
                .isEqualTo(dir.resolve("elsewhere/weights").toRealPath().toString());
    }

    @Test
    void oneThatWasElsewhereWhenItBeganIsResumedWhereItWasStarted() throws Exception {
        start(
                "import os, traindeck\nos.mkdir('out')\nos.chdir('out')\ntraindeck.start('../runs/loop').step(loss=1.0)\n");
        ended();
        JsonObject json =
                JsonParser.parseString(Files.readString(run.runJson())).getAsJsonObject();
        assertThat(json.get("cwd").getAsString()).isEqualTo(dir.toRealPath().toString());
    }

    @Test
    void aPlanAndFactsOfAnyKindAreTold() throws Exception {
        start(
                """
                import collections, traindeck
                class Scalar:
                    def item(self): return 500
                config = {"net": collections.UserDict(width=8), "prompt": "x" * 1_000_000, "seed": Scalar}
                run = traindeck.start(steps=Scalar(), epochs=float("inf"), steps_per_epoch=2.0, config=config)
                run.step(loss=1.0)
                """);
        ended();
        RunStarted start = log.events(RunStarted.class).get(0);
        assertThat(start.about().plan().steps()).isEqualTo(500);
        assertThat(start.about().plan().stepsPerEpoch()).isEqualTo(2);
        assertThat(start.about().facts()).containsEntry("net/width", "8");
        assertThat(start.about().facts().get("prompt")).hasSize(200);
        assertThat(loop.printed()).isEmpty();
    }

    @Test
    void aConfigThatIsTooLongForALineIsToldAsFarAsItFits() throws Exception {
        start(
                """
                import traindeck
                run = traindeck.start(config={"key%d" % i: "x" * 200 for i in range(10_000)})
                run.step(loss=1.0)
                """);
        ended();
        assertThat(log.events(RunStarted.class).get(0).about().facts())
                .containsKey("key1000")
                .doesNotContainKey("key9999");
        assertThat(loop.printed())
                .startsWith("traindeck: the config is not recorded whole: it is too long; what comes");
    }

    @Test
    void namesThatAreNoTextsAreWrittenAsTexts() throws Exception {
        start("import traindeck as wandb\nwandb.init(name='loop')\nwandb.log({1: 0.5, 'a': 2.0})\n");
        ended();
        assertThat(log.events(Measured.class).get(0).values().get("1")).isEqualTo(0.5);
    }

    @Test
    void workersThatItHasForkedOutliveTheFirstInt() throws Exception {
        start(
                """
                import os, signal, time, traindeck
                run = traindeck.start()
                worker = os.fork()
                if worker == 0:
                    time.sleep(1000)
                while not run.step(loss=1.0).stop:
                    time.sleep(0.01)
                print("worker", os.waitpid(worker, os.WNOHANG), flush=True)
                os.kill(worker, signal.SIGINT)
                print("after the second", os.waitpid(worker, 0)[1])
                """);
        log.await(Measured.class);
        long worker = loop.process().children().findFirst().orElseThrow().pid();
        new ProcessBuilder("kill", "-INT", String.valueOf(worker)).start().waitFor();
        loop.signal("INT");
        assertThat(ended().reason()).isEqualTo(EndReason.TERMINATED);
        assertThat(loop.printed()).contains("worker (0, 0)\n", "after the second 2\n");
    }

    /** Slurm and terminals tell all processes, and some of these tell the program once more. */
    @ParameterizedTest
    @CsvSource({"TRAINDECK_RUN, TERM", "TRAINDECK_RUN, INT", "TORCHELASTIC_RUN_ID, INT", "NO_VARIABLE, TERM"})
    void aSignalThatIsPassedOnIsNoSecondOne(String variable, String signal) throws Exception {
        Files.createDirectories(run.path());
        start(
                Map.of(variable, run.path().toString()),
                """
                import os, signal, traindeck
                run = traindeck.start()
                os.kill(os.getpid(), signal.SIG%1$s)
                os.kill(os.getpid(), signal.SIG%1$s)
                ask = run.step(loss=1.0)
                run.saved("weights")
                print(ask.save, ask.stop, ask.reason)
                """
                        .formatted(signal));
        assertThat(loop.exit()).as(loop.printed()).isZero();
        assertThat(loop.printed()).endsWith("True True " + signal + "\n");
    }

    @ParameterizedTest
    @CsvSource({"TRAINDECK_RUN, 5, 2", "TORCHELASTIC_RUN_ID, 5, 15", "NO_VARIABLE, 1, 15", "NO_VARIABLE, 0, 2"})
    void aSignalThatComesLaterIsASecondOne(String variable, int seconds, int signal) throws Exception {
        Files.createDirectories(run.path());
        start(
                Map.of(variable, run.path().toString()),
                """
                import os, traindeck
                run = traindeck.start()
                os.kill(os.getpid(), %1$d)
                run._signals._asked_at -= %2$d  # So long ago.
                os.kill(os.getpid(), %1$d)
                """
                        .formatted(signal, seconds));
        assertThat(loop.exit()).as(loop.printed()).isEqualTo(128 + signal);
    }

    @Test
    void aRunThatAnotherThreadHasEndedLeavesTheSignals() throws Exception {
        start(
                """
                import threading, time, traindeck
                run = traindeck.start()
                run.step(loss=1.0)
                ender = threading.Thread(target=run.end)
                ender.start()
                ender.join()
                print("over", flush=True)
                time.sleep(1000)
                """);
        loop.awaitPrinted("over");
        loop.signal("INT");
        assertThat(loop.exit()).isEqualTo(INTERRUPTED);
        assertThat(loop.printed()).endsWith("KeyboardInterrupt\n");
    }

    @Test
    void anExitThatSomebodyCatchesIsNoEnd() throws Exception {
        start(
                """
                import sys, traindeck
                run = traindeck.start()
                run.step(loss=1.0)
                try:
                    sys.exit(3)
                except SystemExit:
                    run.step(loss=0.5)
                """);
        assertThat(ended().reason()).isEqualTo(EndReason.COMPLETED);
    }

    @Test
    void processesThatImportTheProgramAnewHaveNoRunOfTheirOwn() throws Exception {
        start(
                """
                import multiprocessing, traindeck
                run = traindeck.start()
                run.step(loss=1.0)
                def work(number):
                    run.step(99, loss=1.0)
                    return 2 * number
                if __name__ == "__main__":
                    with multiprocessing.get_context("spawn").Pool(1) as pool:
                        print(pool.map(work, [21]))
                """);
        ended();
        assertThat(loop.printed()).isEqualTo("[42]\n");
        assertThat(log.events(Measured.class)).hasSize(1);
        assertThat(dir.resolve("runs")).isDirectoryNotContaining(path -> path.endsWith("loop-2"));
    }

    @Test
    void onlyTheFirstRunOfAProcessGoesOn() throws Exception {
        String folds =
                """
                import traindeck
                for fold in range(2):
                    with traindeck.start() as run:
                        run.step(loss=1.0)
                        run.saved(run.path + "/checkpoints/a")
                        open(run.path + "/checkpoints/a", "w").close()
                """;
        start(folds);
        ended();
        start(Map.of("TRAINDECK_RESUME", run.path().resolve("checkpoints/a").toString()), folds);
        assertThat(loop.exit()).isZero();
        assertThat(log.events(RunStarted.class)).hasSize(1);
        assertThat(log.events(RunResumed.class)).hasSize(1);
        assertThat(dir.resolve("runs/loop-3/events.jsonl")).exists();
    }

    @Test
    void aFileSystemThatKeepsNoLocksIsSaidAndTheLoopGoesOn() throws Exception {
        start(
                """
                import errno, os, traindeck
                def none(*_): raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
                traindeck.fcntl.lockf = none
                run = traindeck.start()
                run.step(loss=1.0)
                print("done")
                """);
        assertThat(loop.exit()).isZero();
        assertThat(loop.printed())
                .isEqualTo("traindeck: this run is not recorded and takes no commands: No locks available\ndone\n");
    }

    @Test
    void aValueThatIsNoNumberAnyMoreIsRefused() throws Exception {
        start(
                """
                import time, traindeck
                run = traindeck.start(commands=("stop", "set:lr"))
                while not run.step(loss=1.0).stop:
                    time.sleep(0.01)
                """);
        log.await(Measured.class);
        Files.writeString(
                run.commands().resolve("a.json"),
                "{\"id\": \"a\", \"command\": \"set\", \"dial\": \"lr\", \"value\": 1e999}");
        CommandAnswered answer = log.await(CommandAnswered.class);
        assertThat(answer.status()).isEqualTo(CommandStatus.REFUSED);
        Mailbox.send(run, Command.STOP);
        assertThat(ended().reason()).isEqualTo(EndReason.STOPPED);
    }

    @Test
    void whatADiskDoesNotTakeIsBoundedInMemoryHoweverLongItsLinesAre() throws Exception {
        start(
                """
                import errno, os, time, traindeck
                write, traindeck.KEPT_CHARACTERS = os.writev, 1_500_000
                def full(*_): raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                run = traindeck.start()
                traindeck.os.writev = full
                many = {"metric/%d" % i: i / 7 for i in range(2_000)}
                for step in range(1, 61):
                    run.step(step, **many)
                print(run._log._kept < 1_700_000, flush=True)
                while not run._log._failing:
                    time.sleep(0.01)
                traindeck.os.writev = write
                run.validation(val_loss=1.0)
                """);
        RunEnded end = ended();
        assertThat(end.step()).isEqualTo(60);
        // The thread that writes the log tells its failure, perhaps between the word and the end of its line.
        assertThat(loop.printed()).contains("True", "No space left on device", "lines of steps are lost");
        assertThat(log.events(Measured.class))
                .hasSizeBetween(16, 40)
                .anyMatch(each -> each.kind() == Measured.Kind.VALIDATION)
                .allMatch(each -> each.kind() == Measured.Kind.VALIDATION
                        || each.values().names().size() == 2_000);
    }
}
