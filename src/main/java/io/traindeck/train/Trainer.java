package io.traindeck.train;

import io.traindeck.data.Batch;
import io.traindeck.data.BatchLoader;
import io.traindeck.data.BatchOrder;
import io.traindeck.event.EventBus;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.model.Torch;
import io.traindeck.train.PhaseTimer.Phase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The training loop: epochs of steps, each epoch validated, the best weights kept.
 *
 * <p>It tells the world what happens by events and hears from it by controls, looked at between any two steps. It knows
 * nobody who listens. Every random draw is a function of the seed and of the place in the run, so a run that is stopped
 * at any step and resumed computes what it would have computed without the stop, to the last bit.
 */
public final class Trainer implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final TrainingSetup setup;
    private final Dials dials;
    private final int stepsPerEpoch;
    private final BatchLoader training;
    private final BatchLoader validation;
    private final Network network;
    private final Schedule schedule;
    private final TrainStep trainStep;
    private final TrainingState state;
    private final CheckpointKeeper checkpoints;
    private final ControlDesk desk;
    private final RunReport report;
    private final EventBus bus;
    private final BooleanSupplier syncLog;
    private final InstantSource clock;
    private final PhaseTimer timer;

    private LoopState loop = LoopState.START;

    private EndReason train() throws TrainingFailedException, InterruptedException {
        while (loop.epoch() <= dials.epochs() && !patienceIsOut()) {
            trainEpoch();
            boolean whole = loop.batch() == stepsPerEpoch;
            if (desk.endingAtOnce()) {
                return endAtOnce();
            }
            if (!whole) {
                if (loop.batch() == 0) {
                    return EndReason.STOPPED;
                }
                // Before the validation of a part of an epoch: resuming goes on with the epoch's next step.
                checkpoints.save(CheckpointKind.KEY, loop);
            }
            if (!validate()) {
                return endAtOnce();
            }
            if (whole) {
                checkpoints.save(CheckpointKind.EPOCH, loop);
            }
            if (desk.stopped()) {
                return EndReason.STOPPED;
            }
        }
        return patienceIsOut() ? EndReason.EARLY_STOP : EndReason.COMPLETED;
    }

    /** Trains the batches of this epoch that are still to do; returns early if the run is to end. */
    private void trainEpoch() throws TrainingFailedException, InterruptedException {
        training.start(loop.epoch(), loop.batch());
        while (loop.batch() < stepsPerEpoch) {
            desk.heed(loop, checkpoints);
            timer.ended(Phase.CONTROLS);
            if (desk.ending()) {
                return;
            }
            long start = System.nanoTime();
            Batch batch = training.next().orElseThrow();
            timer.ended(Phase.DATA_WAIT);
            TrainStep.Result result = trainStep.run(batch, loop.step());
            double lr = schedule.lr(loop.step());
            if (!result.updated()) {
                publishStep(loop.step() + 1, result, lr, batch.size(), start);
                checkpoints.awaitWritten();
                throw new TrainingFailedException(report.notFinite(result, loop));
            }
            loop = loop.afterStep(result, batch.size());
            publishStep(loop.step(), result, lr, batch.size(), start);
            int every = setup.checkpointEvery();
            checkpoints.saveDue(every > 0 && loop.step() % every == 0 && loop.batch() < stepsPerEpoch, loop);
            loop = loop.afterSeconds((System.nanoTime() - start) / NANOS);
            timer.ended(Phase.EVENTS);
        }
    }

    /** Validates and closes the epoch; returns false if the trainer was told to end before it was through. */
    private boolean validate() throws InterruptedException {
        bus.publish(new TrainEvent.Validating(now(), loop.epoch()));
        Evaluation evaluation = new Evaluation(network);
        validation.start(loop.epoch(), 0);
        double seconds = 0;
        for (Optional<Batch> batch = validation.next(); batch.isPresent(); batch = validation.next()) {
            long start = System.nanoTime();
            evaluation.add(batch.get());
            seconds += (System.nanoTime() - start) / NANOS;
            desk.heed(loop, checkpoints);
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
        bus.publish(report.epoch(now(), done, loop.best(), evaluation, schedule.lr(done.step()), seconds));
    }

    private void publishStep(int step, TrainStep.Result result, double lr, int images, long start) {
        double seconds = (System.nanoTime() - start) / NANOS;
        bus.publish(OwnMetrics.step(now(), step, loop.epoch(), result.loss(), lr, result.gradNorm(), images / seconds));
    }

    private boolean patienceIsOut() {
        return dials.patience() > 0 && loop.best().badEpochs() >= dials.patience();
    }

    private EndReason endAtOnce() {
        if (desk.termination().isEmpty()) {
            // What parks the run has saved it.
            return EndReason.PARKED;
        }
        checkpoints.saveForSignal(loop);
        return EndReason.TERMINATED;
    }

    /**
     * Trains until the run ends, and leaves the best weights in the model.
     *
     * @throws CheckpointException if the run cannot go on from the checkpoint; then it is where it was before
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
            failure = new TrainingFailedException(report.notFinite(e, loop));
        } catch (RuntimeException | OutOfMemoryError | InterruptedException e) {
            failure = new TrainingFailedException("training failed at step " + (loop.step() + 1) + ": " + e, e);
        }
        Optional<String> unwritten = checkpoints.finish();
        if (loop.best().exists()) {
            state.loadBest();
        }
        String message = (failure == null ? report.lastWords(reason, loop, desk.termination()) : failure.getMessage())
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
            publishFirst(report.started(network, now()));
            return;
        }
        Optional<Path> file = setup.resume().get().checkpoint();
        if (file.isPresent()) {
            loop = CheckpointReader.restore(file.get(), state, setup.fingerprint(), stepsPerEpoch);
        }
        if (loop.epoch() > dials.epochs() || patienceIsOut()) {
            throw CheckpointException.nothingLeft(setup.run(), patienceIsOut(), loop.step());
        }
        if (file.isPresent()) {
            checkpoints.goOnFrom(file.get(), loop);
        }
        String name = file.map(CheckpointKeeper::nameInRun).orElse("");
        publishFirst(new TrainEvent.RunResumed(now(), loop.step(), loop.epoch(), name));
        if (loop.best().exists()) {
            // An early stop after this checkpoint may have put weights there that are no part of the history now.
            checkpoints.saveBest(loop);
        }
    }

    /** A trainer whose first event stays in memory would be seen by nobody, nor be able to write its checkpoints. */
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

    /** Tensors alive now: the same after every step, or memory leaks. */
    int liveTensors() {
        return network.manager().getManagedArrays().size();
    }

    private long now() {
        return clock.millis();
    }

    /**
     * Builds the network and everything around it; trains nothing yet.
     *
     * @param syncLog brings what was published to the disk, and says whether it is there; no checkpoint is there before
     *     the log up to its step is
     */
    public static Trainer of(
            TrainingSetup setup,
            Torch torch,
            EventBus bus,
            ControlQueue controls,
            BooleanSupplier syncLog,
            InstantSource clock,
            PhaseTimer timer) {
        Dials dials = setup.dials();
        Network network = Network.of(setup, torch);
        Schedule schedule = Schedule.of(dials, setup.stepsPerEpoch());
        Adam adam = new Adam(network.model().parameters(), dials, network.manager());
        TrainStep trainStep = new TrainStep(network, adam, schedule, dials, timer);
        TrainingState state = new TrainingState(network.model(), adam, network.manager());
        var writer = new CheckpointWriter(
                setup.checkpoints(), setup.fingerprint(), syncLog::getAsBoolean, network.manager());
        var checkpoints = new CheckpointKeeper(writer, state, setup.stepsPerEpoch(), bus, clock);
        var desk = new ControlDesk(controls, bus, clock);
        return new Trainer(setup, network, schedule, trainStep, state, checkpoints, desk, bus, syncLog, clock, timer);
    }

    private Trainer(
            TrainingSetup setup,
            Network network,
            Schedule schedule,
            TrainStep trainStep,
            TrainingState state,
            CheckpointKeeper checkpoints,
            ControlDesk desk,
            EventBus bus,
            BooleanSupplier syncLog,
            InstantSource clock,
            PhaseTimer timer) {
        this.setup = setup;
        dials = setup.dials();
        stepsPerEpoch = setup.stepsPerEpoch();
        training = new BatchLoader(
                setup.data().train(), dials.batchSize(), BatchOrder.training(dials.seed(), dials.augment()));
        validation = Evaluation.batches(setup.data());
        this.network = network;
        this.schedule = schedule;
        this.trainStep = trainStep;
        this.state = state;
        this.checkpoints = checkpoints;
        this.desk = desk;
        report = new RunReport(setup);
        this.bus = bus;
        this.syncLog = syncLog;
        this.clock = clock;
        this.timer = timer;
    }
}
