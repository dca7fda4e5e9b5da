package io.traindeck.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Patience;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep over another's program, while the sweep itself, supervisors, and programs with them are killed. */
class KilledProgramSweepTest {
    private static final String SWEEPS = "traindeck.sweeps";
    private static final String SEED = "traindeck.sweeps.seed";

    private static final int POINTS = 4;

    /** The kills of each sweep. */
    private static final int KILLS = 10;

    /** The latest kill, longer than a sweep and a supervisor take to start: some kills come while they do. */
    private static final int LATEST_KILL_MS = 1500;

    private static final int STEPS = 10;

    /**
     * A program that notes in a file if another of the same point is at work. Its lock is free when it is gone, however
     * it ended.
     */
    private static final String PROGRAM =
            """
            cd "$0" && exec 9>>"at-work-$1"
            flock -n 9 || echo "$1" >>twice
            for step in $(seq %d); do echo "step $step loss 0.$step"; sleep 0.05 9>&-; done
            """
                    .formatted(STEPS);

    @TempDir
    Path dir;

    /** The properties {@value #SWEEPS} and {@value #SEED} make it longer, and repeat the moments of an earlier test. */
    @Test
    void killsAtRandomMomentsLoseNoPointAndRunNoneTwice() throws Exception {
        long seed = Long.getLong(SEED, ThreadLocalRandom.current().nextLong());
        System.out.println("KilledProgramSweepTest: -D" + SEED + "=" + seed);
        Random random = new Random(seed);
        for (int sweep = 1; sweep <= Integer.getInteger(SWEEPS, 1); sweep++) {
            try (Traindeck traindeck = new Traindeck(dir)) {
                String name = "killed-" + sweep;
                for (int kills = 0; kills < KILLS; ) {
                    kills += disturb(traindeck, name, random);
                }
                awaitPrograms();

                Traindeck.Command last = traindeck.start(sweep(name));

                assertThat(last.exit())
                        .as("%s: %s%s", name, last.out(), last.err())
                        .isZero();
                for (RunFolder run : runs(traindeck, name)) {
                    assertRanToItsEndOnce(run);
                }
                assertThat(dir.resolve("twice")).doesNotExist();
            }
            System.out.println("KilledProgramSweepTest: " + sweep * KILLS + " kills");
        }
    }

    private String[] sweep(String name) {
        return new String[] {
            "sweep",
            "--name",
            name,
            "--slots",
            "2",
            "--vary",
            "n=1.." + POINTS,
            "--",
            "sh",
            "-c",
            PROGRAM,
            dir.toString(),
            "{n}"
        };
    }

    private static List<RunFolder> runs(Traindeck traindeck, String name) {
        return IntStream.rangeClosed(1, POINTS)
                .mapToObj(point -> traindeck.folder(name + "-n=" + point))
                .toList();
    }

    /** Starts the sweep, kills some of its supervisors, and then the sweep itself; returns the number of kills. */
    private int disturb(Traindeck traindeck, String name, Random random) throws Exception {
        Traindeck.Command sweep = traindeck.start(sweep(name));
        int kills = 1;
        for (int wanted = random.nextInt(3); wanted > 0; wanted--) {
            if (sweep.process().waitFor(random.nextInt(LATEST_KILL_MS), TimeUnit.MILLISECONDS)) {
                break;
            }
            RunFolder run = runs(traindeck, name).get(random.nextInt(POINTS));
            kills += kill(run, random.nextBoolean()) ? 1 : 0;
        }
        sweep.process().waitFor(random.nextInt(LATEST_KILL_MS), TimeUnit.MILLISECONDS);
        sweep.process().destroyForcibly().onExit().join();
        return kills;
    }

    /** Kills the supervisor of a run, and its program after it; returns whether there was a supervisor. */
    private static boolean kill(RunFolder run, boolean itsProgramToo) {
        try {
            Optional<ProcessHandle> supervisor = RunLock.isHeld(run.lock())
                    ? ProcessHandle.of(RunJson.read(run.runJson()).trainer().pid())
                            .filter(process -> process.info()
                                    .commandLine()
                                    .filter(line -> line.contains(" supervise "))
                                    .isPresent())
                    : Optional.empty();
            supervisor.ifPresent(KilledProgramSweepTest::kill);
            if (supervisor.isPresent() && itsProgramToo) {
                long program = RunJson.read(run.runJson()).livingProgram();
                ProcessHandle.of(program).filter(process -> program > 0).ifPresent(KilledProgramSweepTest::kill);
            }
            return supervisor.isPresent();
        } catch (RunException e) {
            // It is just being made, so nothing of it lives.
            return false;
        }
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    /**
     * Waits for the programs: one whose supervisor was killed goes on, and as long as it does its run cannot be
     * resumed.
     */
    private void awaitPrograms() throws IOException, InterruptedException {
        for (int point = 1; point <= POINTS; point++) {
            Process free = new ProcessBuilder(
                            "flock",
                            "-w",
                            String.valueOf(Patience.LIMIT.toSeconds()),
                            dir.resolve("at-work-" + point).toString(),
                            "true")
                    .inheritIO()
                    .start();
            assertThat(free.waitFor()).isZero();
        }
    }

    private static void assertRanToItsEndOnce(RunFolder run) throws IOException {
        List<TrainEvent> events;
        try (LiveLog log = LiveLog.of(run.events())) {
            events = new ArrayList<>(log.events());
        }
        assertThat(events.get(events.size() - 1))
                .as(run.name())
                .isInstanceOfSatisfying(TrainEvent.RunEnded.class, end -> {
                    assertThat(end.reason()).isEqualTo(EndReason.COMPLETED);
                    assertThat(end.step()).isEqualTo(STEPS);
                });
        assertThat(events)
                .as(run.name())
                .filteredOn(TrainEvent.RunEnded.class::isInstance)
                .hasSize(1);
    }
}
