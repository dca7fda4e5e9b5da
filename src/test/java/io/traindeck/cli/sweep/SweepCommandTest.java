package io.traindeck.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sweeps of two points through the command line; each is measured against one that nothing has disturbed. */
class SweepCommandTest {
    private static final List<String> POINTS = List.of("-max_lr=1e-3", "-max_lr=3e-3");

    private static final String SWEEPS = "traindeck.sweeps";
    private static final String SEED = "traindeck.sweeps.seed";

    /** The kills of each sweep. */
    private static final int KILLS = 5;

    /** The latest kill, longer than a trainer takes to start: some kills come before the first step, some after it. */
    private static final int LATEST_KILL_MS = 4000;

    @TempDir
    static Path dir;

    @AutoClose
    private static Traindeck traindeck;

    private static String undisturbed;

    @BeforeAll
    static void trainOneWithoutDisturbance() throws Exception {
        traindeck = new Traindeck(dir);
        undisturbed = traindeck.run(sweep("never"));
    }

    /**
     * Returns the arguments of a sweep with 60 steps a point, each saved, so that a kill in the first epoch is one in
     * the middle.
     */
    private static String[] sweep(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("sweep", "--name", name, "--max-lr", "1e-3,3e-3"));
        arguments.addAll(Traindeck.TINY);
        arguments.addAll(List.of("--epochs", "6", "--patience", "0", "--checkpoint-every", "1"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static RunFolder folder(String name, int point) {
        return traindeck.folder(name + POINTS.get(point));
    }

    private static void assertAsIfNeverDisturbed(String name) throws IOException {
        for (int point = 0; point < POINTS.size(); point++) {
            RunHistory expected = RunHistory.read(folder("never", point).events());
            RunHistory history = RunHistory.read(folder(name, point).events());
            assertThat(history.steps()).isEqualTo(expected.steps()).hasSize(60);
            assertThat(history.epochs()).isEqualTo(expected.epochs());
        }
    }

    private static long count(RunFolder run, Class<? extends TrainEvent> kind) throws IOException {
        long[] count = {0};
        try (EventLogReader log = new EventLogReader(run.events())) {
            log.poll(event -> count[0] += kind.isInstance(event) ? 1 : 0);
        }
        return count[0];
    }

    @Test
    void eachPointIsAnOrdinaryRunAndTheTablesComeLast() throws Exception {
        assertThat(RunJson.read(folder("never", 1).runJson())
                        .training()
                        .dials()
                        .get("max_lr")
                        .getAsDouble())
                .isEqualTo(3e-3);
        assertThat(traindeck.run("runs")).contains("never-max_lr=1e-3", "never-max_lr=3e-3");
        assertThat(undisturbed.lines())
                .startsWith("[1/2] never-max_lr=1e-3")
                .contains("[2/2] never-max_lr=3e-3", "| max_lr | val_acc, % |      at | time |     state |")
                .anyMatch(line -> line.matches("\\| 3e-3 +\\| +[0-9.]+ \\| epoch \\d \\| +\\S+ \\| completed \\|"))
                .anyMatch(line -> line.startsWith("| dial   | value | runs | mean val_acc, % |"))
                .anyMatch(line -> line.startsWith("Curves: traindeck compare never-max_lr="));

        String again = traindeck.run(sweep("never"));

        assertThat(again)
                .as("nothing is trained anew")
                .isEqualTo(undisturbed.substring(undisturbed.indexOf("| max_lr")));
    }

    /** The properties {@value #SWEEPS} and {@value #SEED} make it longer, and repeat the moments of an earlier test. */
    @Test
    void killsAtRandomMomentsLoseNoPointAndTrainNoneTwice() throws Exception {
        long seed = Long.getLong(SEED, ThreadLocalRandom.current().nextLong());
        System.out.println("SweepCommandTest: -D" + SEED + "=" + seed);
        Random random = new Random(seed);
        for (int sweep = 1; sweep <= Integer.getInteger(SWEEPS, 1); sweep++) {
            String name = "killed-" + sweep;
            for (int kill = 0; kill < KILLS; kill++) {
                disturb(name, random);
            }

            Traindeck.Command last = traindeck.start(sweep(name));

            assertThat(last.exit()).as("%s: %s", name, last.err()).isZero();
            assertAsIfNeverDisturbed(name);
            for (int point = 0; point < POINTS.size(); point++) {
                assertThat(count(folder(name, point), TrainEvent.RunStarted.class))
                        .as(name)
                        .isOne();
                assertThat(count(folder(name, point), TrainEvent.RunEnded.class))
                        .as(name)
                        .isOne();
            }
            System.out.println("SweepCommandTest: " + sweep * KILLS + " kills");
        }
    }

    /** Starts the sweep, and after a while kills it, its trainers, or both. */
    private static void disturb(String name, Random random) throws Exception {
        Traindeck.Command command = traindeck.start(sweep(name));
        boolean ended = command.process().waitFor(random.nextInt(LATEST_KILL_MS), TimeUnit.MILLISECONDS);
        if (random.nextBoolean()) {
            killTrainers(name);
        }
        if (ended || random.nextInt(3) > 0) {
            command.process().destroyForcibly().onExit().join();
        } else {
            command.exit();
        }
    }

    private static void killTrainers(String name) {
        for (int point = 0; point < POINTS.size(); point++) {
            RunFolder run = folder(name, point);
            try {
                if (RunLock.isHeld(run.lock())) {
                    ProcessHandle.of(RunJson.read(run.runJson()).trainer().pid())
                            .filter(process -> process.info()
                                    .commandLine()
                                    .filter(line -> line.contains(" trainer "))
                                    .isPresent())
                            .ifPresent(trainer -> {
                                trainer.destroyForcibly();
                                trainer.onExit().join();
                            });
                }
            } catch (RunException e) {
                // It is just being made, so no trainer of it lives.
            }
        }
    }

    @Test
    void runsThatTrainAtOnceComputeWhatTheyDoAlone() throws Exception {
        String printed = traindeck.run(sweep("beside", "--slots", "2"));

        assertThat(printed.lines())
                .anyMatch(line -> line.startsWith("beside-max_lr=1e-3  epoch  6/6 "))
                .anyMatch(line -> line.startsWith("beside-max_lr=3e-3  epoch  6/6 "));
        assertAsIfNeverDisturbed("beside");
    }

    @Test
    void aPointThatFailsIsNamedAndTheOthersHaveTheirTurn() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(sweep("failed", "--epochs", "1")));
        arguments.remove(arguments.indexOf("6") - 1);
        arguments.remove("6");
        arguments.set(arguments.indexOf("1e-3,3e-3"), "1e30,3e-3");

        Traindeck.Command command = traindeck.start(arguments.toArray(String[]::new));

        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.err()).isEqualTo("traindeck: 1 of 2 runs have no result: failed-max_lr=1e30\n");
        assertThat(command.out().lines())
                .anyMatch(line -> line.startsWith("| 3e-3   |"))
                .anyMatch(line -> line.matches("\\| 1e30 +\\| +- \\| +- \\| +\\S+ \\| +failed \\|"))
                .anyMatch(line -> line.startsWith("failed-max_lr=1e30 failed: "));
    }

    @Test
    void aSignalSavesTheRunsThatTrainAndTheSameCommandGoesOn() throws Exception {
        Traindeck.Command command = traindeck.start(sweep("told", "--slots", "2"));
        try (LiveLog log = traindeck.log("told" + POINTS.get(0));
                LiveLog other = traindeck.log("told" + POINTS.get(1))) {
            for (int point = 0; point < POINTS.size(); point++) {
                LiveLog events = point == 0 ? log : other;
                events.await(TrainEvent.RunStarted.class);
                Mailbox.send(folder("told", point), Command.PAUSE);
                events.await(TrainEvent.Paused.class);
            }
            command.signal("TERM");
            assertThat(command.exit()).isEqualTo(143);
            assertThat(command.err()).contains("a signal ended the sweep; go on with: traindeck sweep --name told ");
            assertThat(log.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
            assertThat(other.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
        }

        traindeck.run(sweep("told"));

        assertAsIfNeverDisturbed("told");
    }

    @Test
    void anyCommandCanBeVaried() throws Exception {
        String printed = traindeck.run(
                "sweep",
                "--name",
                "any",
                "--slots",
                "2",
                "--vary",
                "lr=0.5,0.25",
                "--vary",
                "seed=1..2",
                "--",
                "sh",
                "-c",
                "for step in 1 2 3; do echo step $step loss {lr}{seed} on $OMP_NUM_THREADS; done");

        assertThat(printed.lines())
                .anyMatch(line -> line.matches("\\| 0.25 \\| 1 +\\| +0.251 \\|.*\\| completed \\|"))
                .anyMatch(line -> line.matches("\\| 0.5 +\\| 2 +\\| +0.520 \\|.*\\| completed \\|"));
        assertThat(traindeck.run("runs")).contains("any-lr=0.25-seed=1", "any-lr=0.5-seed=2");
    }

    @ParameterizedTest
    @CsvSource({
        "--max-lr 1e-3, nothing varies",
        "--max-lr 1e-3;0.001, the points {max_lr=1e-3} and {max_lr=0.001} are the same run",
        "--max-lr 1;x, Invalid value for option '--max-lr': 'x' is not a number",
        "--dropout 0;2, --dropout must be in [0; 1)",
        "--seed 4..1, --seed has a range that ends before it begins",
        "--augment on;maybe, --augment can be on or off; not 'maybe'",
        "--max-lr 1e-4..1e-2, can only be drawn",
        "--seed 1..2 --samples 3, wants more points than there are",
        "--seed 1..2 --sample-seed 3, --sample-seed is for --samples",
        "--seed 1..2 --slots 0, --slots must be 1 to 256",
        "--seed 1..2 --name a/b, cannot be the name of a run",
        "--vary lr=1;2 -- echo {rate}, the command has no place for lr",
        "--vary lr=1;2, the command to vary is missing",
        "--vary lr -- echo {lr}, --vary is NAME=VALUES",
        "--vary lr=1;2 --seed 1..2 -- echo {lr}, --seed is a dial of our own trainer",
        "--vary lr=1;2 --limit 100 -- echo {lr}, --limit is an option of our own trainer",
        "stray --seed 1..2, sweep takes options alone; not 'stray'"
    })
    void whatMakesNoSenseIsAUsageError(String options, String fault) {
        String arguments = "--runs " + dir + "/none sweep " + options.replace(';', ',');
        Invocation.of(arguments.split(" ")).assertFails(2, fault.replace(';', ','));
        assertThat(dir.resolve("none")).doesNotExist();
    }
}
