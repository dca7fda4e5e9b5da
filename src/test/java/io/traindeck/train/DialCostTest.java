package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent.Measured;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dial that nobody turns costs next to nothing. Both times are of one thread's own on the processor, so other programs
 * do not lengthen them.
 */
class DialCostTest {
    private static final double MOST_SHARE = 0.005;
    private static final int ROUNDS = 5;
    private static final int STEPS_A_ROUND = 200_000;
    private static final int EPOCHS = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void lookingAtTheDialsTakesLessThanAHalfPercentEvenOfAStepOfATinyNetwork(TestReporter reporter) throws Exception {
        double dials = nanosOfDials();
        double step = nanosOfATinyStep();
        reporter.publishEntry("nanoseconds of a step", String.format("%.0f for its dials, %.0f in all", dials, step));
        assertThat(dials).isLessThan(MOST_SHARE * step);
    }

    /**
     * Returns the time of what the loop asks for each step; the least of some rounds, the first of which are not
     * compiled yet.
     */
    private double nanosOfDials() throws InterruptedException {
        TrainingSetup setup = new TinyRun(folder.resolve("dials")).setup(Optional.empty());
        EventBus bus = new EventBus((subscriber, failure) -> {
            throw failure;
        });
        ControlDesk desk = new ControlDesk(new ControlQueue(), bus, Clock.systemUTC());
        // The other parts follow only a dial that is turned.
        DialBoard dials = new DialBoard(setup, DialsInForce.atStart(setup), null, null, null, bus, Clock.systemUTC());
        LoopState loop = LoopState.START;
        double least = Double.MAX_VALUE;
        double sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int step = 0; step < STEPS_A_ROUND; step++) {
                desk.heed(loop, null, dials.at(loop));
                sum += dials.lr(step % TinyRun.STEPS_PER_EPOCH);
                dials.stepDone();
                sum += dials.inForce().savesAfter(step) ? 1 : 0;
            }
            least = Math.min(least, (double) (THREADS.getCurrentThreadCpuTime() - start) / STEPS_A_ROUND);
        }
        assertThat(sum).as("what was asked is used").isPositive();
        return least;
    }

    /**
     * Returns the time of the thread that trains, between the first and the last step of a run, validations on two
     * images included.
     */
    private double nanosOfATinyStep() throws CheckpointException {
        long[] first = {0};
        long[] last = {0};
        long[] steps = {-1};
        new TinyRun(folder.resolve("run"))
                .with(TinyRun.dials(EPOCHS, 0, 1))
                .with(TinyRun.data(TinyRun.TRAIN_IMAGES, 2))
                .start((event, controls) -> {
                    if (event instanceof Measured measured && measured.kind() == Measured.Kind.STEP) {
                        last[0] = THREADS.getCurrentThreadCpuTime();
                        first[0] = steps[0]++ < 0 ? last[0] : first[0];
                    }
                });
        assertThat(steps[0]).isEqualTo(EPOCHS * TinyRun.STEPS_PER_EPOCH - 1);
        return (double) (last[0] - first[0]) / steps[0];
    }
}
