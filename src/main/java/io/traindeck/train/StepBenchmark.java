package io.traindeck.train;

import io.traindeck.data.Batch;
import io.traindeck.data.BatchLoader;
import io.traindeck.event.Command;
import io.traindeck.event.EventBus;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.model.Torch;
import io.traindeck.text.Median;
import io.traindeck.train.PhaseTimer.Phase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Compares the training loop with everything it carries (data, events, subscribers) to bare steps on one fixed batch.
 *
 * <p>Both run in turn, a block of steps each, in one process and on one thread, so that other load of the machine
 * affects both alike. A real {@link Trainer} trains; the bare blocks run inside its delivery of a step's event.
 */
public final class StepBenchmark {
    /** Long enough to even out single slow steps, short enough to take turns often. */
    private static final int BLOCK_STEPS = 10;

    private static final int WARM_UP_BLOCKS = 1;
    private static final double NANOS = 1e9;

    private final Torch torch;
    private final TrainingSetup setup;
    private final int blocks;
    private final ControlQueue controls = new ControlQueue();
    private final Phases phases = new Phases();
    private final List<Double> bareSeconds = new ArrayList<>();
    private final List<Double> wholeSeconds = new ArrayList<>();
    private long blockStart;

    /** @param blocks how many blocks of each sort are counted, at least 1 */
    public StepBenchmark(Torch torch, TrainingSetup setup, int blocks) {
        this.torch = torch;
        this.setup = setup;
        this.blocks = blocks;
    }

    /**
     * Figures of the counted blocks.
     *
     * @param imagesPerSBare median over blocks of bare steps
     * @param imagesPerSWhole median over blocks of the training loop
     * @param dataWaitFraction share of the loop's time spent waiting for a batch
     * @param eventsFraction share of the loop's time spent publishing
     * @param checkpointStallMs median time the loop stood still for a checkpoint
     * @param phaseMs mean time of each phase of the loop's steps, milliseconds
     */
    public record Figures(
            double imagesPerSBare,
            double imagesPerSWhole,
            double dataWaitFraction,
            double eventsFraction,
            double checkpointStallMs,
            int steps,
            Map<Phase, Double> phaseMs) {}

    /**
     * Trains, and measures.
     *
     * @param bus the bus on which the trainer publishes; its subscribers are part of what is measured
     * @param syncLog the trainer's {@code syncLog}
     */
    public Figures run(EventBus bus, BooleanSupplier syncLog)
            throws CheckpointException, TrainingFailedException, InterruptedException {
        try (BatchLoader loader = new BatchLoader(
                        setup.data().train(), setup.dials().length().batchSize(), setup.order(setup.dials()));
                Network network = Network.of(setup, torch);
                Trainer trainer = new Trainer(setup, torch, bus, controls, syncLog, InstantSource.system(), phases)) {
            loader.start(1, 0);
            Batch batch = loader.next().orElseThrow();
            TrainStep bare = new TrainStep(
                    network,
                    Optimizer.of(network.model().parameters(), setup.dials(), network.manager()),
                    Optional.empty(),
                    new Schedule.Constant(setup.dials().rate().maxLr()),
                    setup.dials(),
                    PhaseTimer.NONE);
            bus.subscribe(event -> {
                if (event instanceof Measured step
                        && step.kind() == Measured.Kind.STEP
                        && step.step() % BLOCK_STEPS == 0) {
                    takeTurn((int) (step.step() / BLOCK_STEPS), bare, batch);
                }
            });
            trainer.run();
        }
        return figures();
    }

    /** Runs a bare block, when a block of the loop has just ended. */
    private void takeTurn(int block, TrainStep bare, Batch batch) {
        long end = System.nanoTime();
        boolean counted = block > WARM_UP_BLOCKS;
        if (counted) {
            wholeSeconds.add((end - blockStart) / NANOS);
        }
        for (int step = 0; step < BLOCK_STEPS; step++) {
            bare.run(batch, step);
        }
        if (counted) {
            bareSeconds.add((System.nanoTime() - end) / NANOS);
        }
        if (wholeSeconds.size() == blocks) {
            controls.add(new Control.Terminate("benchmark"));
        } else {
            controls.add(new Control.Obey(Request.of("benchmark-" + block, Command.CHECKPOINT)));
        }
        blockStart = System.nanoTime();
        phases.skipTo(blockStart, counted);
    }

    private Figures figures() {
        double images = (double) BLOCK_STEPS * setup.dials().length().batchSize();
        double total = phases.total();
        Map<Phase, Double> phaseMs = new EnumMap<>(Phase.class);
        int steps = phases.steps;
        phases.nanos.forEach((phase, nanos) -> phaseMs.put(phase, nanos / 1e6 / steps));
        return new Figures(
                images / Median.of(bareSeconds),
                images / Median.of(wholeSeconds),
                phases.nanos.get(Phase.DATA_WAIT) / total,
                phases.nanos.get(Phase.EVENTS) / total,
                Median.of(phases.stallsMs),
                steps,
                phaseMs);
    }

    /** Adds up the time of each phase of the loop's steps; the bare blocks are left out. */
    private static final class Phases implements PhaseTimer {
        private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
        private final List<Double> stallsMs = new ArrayList<>();
        private long last = System.nanoTime();
        private int steps;
        private boolean afterTurn;

        Phases() {
            reset();
        }

        @Override
        public void ended(Phase phase) {
            long now = System.nanoTime();
            long took = now - last;
            last = now;
            if (phase == Phase.CONTROLS && afterTurn) {
                // A checkpoint was asked for at the end of each turn.
                stallsMs.add(took / 1e6);
                afterTurn = false;
                return;
            }
            nanos.merge(phase, took, Long::sum);
            if (phase == Phase.EVENTS) {
                steps++;
            }
        }

        /**
         * Leaves out the time until {@code now}, which was not the loop's; forgets everything before the first counted
         * block.
         */
        void skipTo(long now, boolean counted) {
            if (!counted) {
                reset();
                steps = 0;
            }
            last = now;
            afterTurn = true;
        }

        double total() {
            return nanos.values().stream().mapToLong(Long::longValue).sum();
        }

        private void reset() {
            for (Phase phase : Phase.values()) {
                nanos.put(phase, 0L);
            }
        }
    }
}
