package io.traindeck.train;

import ai.djl.ndarray.NDManager;
import io.traindeck.data.Batch;
import io.traindeck.data.BatchLoader;
import io.traindeck.event.EventBus;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.model.Torch;
import io.traindeck.train.PhaseTimer.Phase;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The training loop: epochs of steps, each epoch validated, the best weights kept.
 *
 * <p>It publishes what happens as events and gets controls, which it looks at between any two steps. It knows none of
 * its listeners. Every random draw is a function of the seed and of the place in the run, so a run that is stopped at
 * any step and resumed computes what it would have computed without the stop, on the CPU to the last bit.
 */
public final class Trainer implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final TrainingSetup setup;
    private final int stepsPerEpoch;
    private final BatchLoader training;
    private final BatchLoader validation;
    private final Network network;
    private final TrainStep trainStep;
    private final TrainingState state;
    private final CheckpointKeeper checkpoints;
    private final DialBoard dials;
    private final ControlDesk desk;
    private final RunReport report;
    private final EventBus bus;
    private final BooleanSupplier syncLog;
    private final InstantSource clock;
    private final PhaseTimer timer;

    private LoopState loop = LoopState.START;

    private EndReason train() throws TrainingFailedException, InterruptedException {
        while (loop.epoch() <= dials.inForce().dials().length().epochs()
                && !dials.inForce().patienceIsOut(loop)) {
            trainEpoch();
            boolean whole = loop.batch() == stepsPerEpoch;
            if (desk.endingAtOnce()) {
                return endAtOnce();
            }
            if (!whole) {
                if (loop.batch() == 0) {
                    if (!dials.inForce().turnedHere().isEmpty()) {
                        // The epoch's checkpoint is from before the turn.
                        checkpoints.save(CheckpointKind.KEY, loop);
                    }
                    return EndReason.STOPPED;
                }
                // Saved before the validation of a part of an epoch: resuming goes on with the epoch's next step.
                checkpoints.save(CheckpointKind.KEY, loop);
            }
            if (!validate()) {
                return endAtOnce();
            }
            if (whole) {
                saveEpoch();
            }
            if (desk.stopped()) {
                return EndReason.STOPPED;
            }
        }
        return dials.inForce().patienceIsOut(loop) ? EndReason.EARLY_STOP : EndReason.COMPLETED;
    }

    private void saveEpoch() {
        if (dials.inForce().savesAfter(loop.step())) {
            checkpoints.savePeriodic(CheckpointKind.EPOCH, loop);
        } else {
            checkpoints.save(CheckpointKind.EPOCH, loop);
        }
    }

    /** Trains the batches of this epoch that are still to do; returns early if the run is to end. */
    private void trainEpoch() throws TrainingFailedException, InterruptedException {
        training.start(loop.epoch(), loop.batch());
        while (loop.batch() < stepsPerEpoch) {
            desk.heed(loop, checkpoints, dials.at(loop));
            timer.ended(Phase.CONTROLS);
            if (desk.ending()) {
                return;
            }
            long start = System.nanoTime();
            Batch batch = training.next().orElseThrow();
            timer.ended(Phase.DATA_WAIT);
            TrainStep.Result result = trainStep.run(batch, loop.step());
            double lr = dials.lr(loop.step());
            if (!result.updated()) {
                publishStep(loop.step() + 1, result, lr, batch.size(), start);
                checkpoints.awaitWritten();
                throw new TrainingFailedException(report.notFinite(result, loop, dials.inForce()));
            }
            loop = loop.afterStep(result, batch.size());
            dials.stepDone();
            publishStep(loop.step(), result, lr, batch.size(), start);
            boolean periodic = dials.inForce().savesAfter(loop.step()) && loop.batch() < stepsPerEpoch;
            checkpoints.saveDue(periodic, loop);
            loop = loop.afterSeconds((System.nanoTime() - start) / NANOS);
            timer.ended(Phase.EVENTS);
        }
    }

    /** Validates and closes the epoch; returns false if the trainer was told to end before the validation was done. */
    private boolean validate() throws InterruptedException {
        bus.publish(new TrainEvent.Validating(now(), loop.epoch()));
        Evaluation evaluation = new Evaluation(
                network.with(state.validated()),
                dials.inForce().dials().extras().validation().evalFlip());
        validation.start(loop.epoch(), 0);
        double seconds = 0;
        for (Optional<Batch> batch = validation.next(); batch.isPresent(); batch = validation.next()) {
            long start = System.nanoTime();
            evaluation.add(batch.get());
            seconds += (System.nanoTime() - start) / NANOS;
            desk.heed(loop, checkpoints, dials.at(loop));
            if (desk.endingAtOnce()) {
                return false;
            }
        }
        finishEpoch(evaluation, loop.sums().seconds() + seconds);
        return true;
    }

    private void finishEpoch(Evaluation evaluation, double seconds) {
        LoopState done = loop;
        boolean sound = state.firstNotFinite().isEmpty();
        loop = done.afterEpoch(sound ? evaluation.accuracy() : Double.NaN);
        if (loop.best().badEpochs() == 0) {
            state.keepBest();
            checkpoints.saveBest(loop);
        }
        bus.publish(report.epoch(now(), done, loop.best(), evaluation, dials.lr(done.step()), seconds));
    }

    private void publishStep(int step, TrainStep.Result result, double lr, int images, long start) {
        double seconds = (System.nanoTime() - start) / NANOS;
        bus.publish(OwnMetrics.step(now(), step, loop.epoch(), result.loss(), lr, result.gradNorm(), images / seconds));
    }

    private EndReason endAtOnce() {
        if (desk.termination().isEmpty()) {
            // The command that parks the run has saved it.
            return EndReason.PARKED;
        }
        checkpoints.saveForSignal(loop);
        return EndReason.TERMINATED;
    }

    /**
     * Trains until the run ends, and leaves the best weights in the model.
     *
     * @throws CheckpointException if the run cannot go on from the checkpoint; then it stays as it was before
     * @throws TrainingFailedException if the run ended {@code failed}, which was published; or if it did not begin,
     *     because its log cannot be written
     */
    public TrainEvent.RunEnded run() throws CheckpointException, TrainingFailedException {
        begin();
        EndReason reason = EndReason.FAILED;
        TrainingFailedException failure = null;
        try {
            reason = train();
        } catch (TrainingFailedException e) {
            failure = e;
        } catch (NotFiniteException e) {
            failure = new TrainingFailedException(report.notFinite(e, loop, dials.inForce()));
        } catch (RuntimeException | OutOfMemoryError | InterruptedException e) {
            failure = new TrainingFailedException("training failed at step " + (loop.step() + 1) + ": " + e, e);
        }
        Optional<String> unwritten = checkpoints.finish();
        // After a failure nobody reads the model, and an engine that has failed might not do this either.
        if (failure == null && loop.best().exists()) {
            state.loadBest();
        }
        String message = (failure == null
                        ? report.lastWords(reason, loop, dials.inForce(), desk.termination())
                        : failure.getMessage())
                + unwritten.map(what -> "; " + what).orElse("");
        desk.ended(failure == null);
        TrainEvent.RunEnded ended = report.ended(now(), reason, loop, message);
        bus.publish(ended);
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    private void begin() throws CheckpointException, TrainingFailedException {
        if (setup.resume().isEmpty()) {
            publishFirst(report.started(network, dials.inForce(), now()));
            return;
        }
        TrainingSetup.Resume resume = setup.resume().get();
        StartingPoint point = StartingPoint.restore(setup, state, dials.inForce());
        loop = point.loop();
        dials.use(point.dials(), loop);
        if (resume.checkpoint().isPresent()) {
            checkpoints.goOnFrom(resume.checkpoint().get(), loop, point.isTurned());
        }
        publishFirst(report.goesOn(network, dials.inForce(), now(), resume, loop));
        dials.goOn(resume, loop);
        if (loop.best().exists()) {
            // An early stop after this checkpoint may have written best weights that no longer belong to the history.
            checkpoints.saveBest(loop);
        }
    }

    /**
     * Publishes the first event, and requires that it is on the disk: else nobody would see the run, nor could it write
     * its checkpoints.
     */
    private void publishFirst(TrainEvent event) throws TrainingFailedException {
        bus.publish(event);
        if (!syncLog.getAsBoolean()) {
            throw new TrainingFailedException("the run does not begin: its log cannot be written; make room for it");
        }
    }

    /** Frees the tensors and ends the threads. */
    @Override
    public void close() {
        checkpoints.close();
        training.close();
        validation.close();
        network.close();
    }

    /** Returns how many checkpoints fit on the disk of this run; empty if the disk does not tell. */
    public Optional<CheckpointRoom> checkpointRoom() {
        return CheckpointRoom.of(setup.saving(), state);
    }

    /** Returns whether the run now saves within its epochs, too, as somebody has asked for. */
    public boolean savesWithinEpochs() {
        return dials.inForce().savesWithinEpochs();
    }

    /** Returns the number of tensors alive now: the same after every step, or memory leaks. */
    int liveTensors() {
        return network.manager().getManagedArrays().size();
    }

    private long now() {
        return clock.millis();
    }

    /**
     * Builds the network and everything around it; trains nothing yet.
     *
     * @param syncLog brings what was published to the disk, and says whether it is there; no checkpoint gets its name
     *     before the log is on the disk up to the checkpoint's step
     */
    public Trainer(
            TrainingSetup setup,
            Torch torch,
            EventBus bus,
            ControlQueue controls,
            BooleanSupplier syncLog,
            InstantSource clock,
            PhaseTimer timer) {
        this.setup = setup;
        this.bus = bus;
        this.syncLog = syncLog;
        this.clock = clock;
        this.timer = timer;
        network = Network.of(setup, torch);
        stepsPerEpoch = setup.stepsPerEpoch();
        DialsInForce start = DialsInForce.atStart(setup);
        NDManager manager = network.manager();
        Optimizer optimizer = Optimizer.of(network.model().parameters(), setup.dials(), manager);
        var average = WeightAverage.of(
                network.model(), setup.dials().extras().validation().ema(), manager);
        trainStep = new TrainStep(network, optimizer, average, start.schedule(), setup.dials(), timer);
        state = new TrainingState(network.model(), optimizer, average, manager);
        var writer = new CheckpointWriter(
                setup.saving().checkpoints(),
                setup.saving().keep(),
                setup.fingerprint(),
                syncLog::getAsBoolean,
                manager);
        checkpoints = new CheckpointKeeper(writer, state, start, bus, clock);
        desk = new ControlDesk(controls, bus, clock);
        report = new RunReport(setup);
        training =
                new BatchLoader(setup.data().train(), setup.dials().length().batchSize(), setup.order(setup.dials()));
        validation = Evaluation.batches(setup.data());
        dials = new DialBoard(setup, start, trainStep, training, checkpoints, bus, clock);
    }
}
