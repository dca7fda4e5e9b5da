package io.traindeck.train;

import ai.djl.ndarray.NDManager;
import io.traindeck.data.Batch;
import io.traindeck.data.BatchLoader;
import io.traindeck.data.BatchOrder;
import io.traindeck.data.Draws;
import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.model.CifarCnn;
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
    private final EventBus bus;
    private final InstantSource clock;
    private final PhaseTimer timer;
    private final BooleanSupplier syncLog;
    private final Torch torch;
    private final NDManager manager;
    private final CifarCnn model;
    private final Schedule schedule;
    private final BatchTensors tensors;
    private final TrainStep trainStep;
    private final TrainingState state;
    private final CheckpointKeeper checkpoints;
    private final BatchLoader training;
    private final BatchLoader validation;
    private final int stepsPerEpoch;
    private final RunReport report;
    private final ControlDesk desk;
    private final ControlDesk.Saver saver;

    private LoopState loop = LoopState.START;

    /**
     * Builds the network and everything around it; trains nothing yet.
     *
     * @param syncLog brings what was published to the disk, and says whether it is there; no checkpoint is there before
     *     the log up to its step is
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
        this.dials = setup.dials();
        this.report = new RunReport(setup);
        this.torch = torch;
        this.bus = bus;
        this.clock = clock;
        this.timer = timer;
        this.syncLog = syncLog;
        manager = torch.newManager();
        var draws = Draws.at(dials.seed(), Draws.Purpose.INITIALISATION, 0, 0);
        int classes = setup.data().classNames().size();
        model = new CifarCnn(dials.architecture(classes), manager, draws);
        training = new BatchLoader(
                setup.data().train(), dials.batchSize(), BatchOrder.training(dials.seed(), dials.augment()));
        validation = Evaluation.batches(setup.data());
        stepsPerEpoch = setup.stepsPerEpoch();
        schedule = Schedule.of(dials, stepsPerEpoch);
        tensors = new BatchTensors(setup.data().normalisation(), manager);
        Adam adam = new Adam(model.parameters(), dials, manager);
        trainStep = new TrainStep(torch, model, adam, schedule, tensors, manager, dials, timer);
        state = new TrainingState(model, adam, manager);
        var writer = new CheckpointWriter(setup.checkpoints(), setup.fingerprint(), syncLog::getAsBoolean, manager);
        checkpoints = new CheckpointKeeper(writer, state, stepsPerEpoch, bus, clock);
        desk = new ControlDesk(controls, bus, clock);
        saver = checkpoints.savingOnDemand(() -> loop);
    }

    /**
     * Trains until the run ends, and leaves the best weights in the model.
     *
     * @throws CheckpointException where the run cannot go on from the checkpoint; then it is where it was before
     * @throws TrainingFailedException where the run ended {@code failed}, which was published; or where it did not begin,
     *     because its log cannot be written
     */
    public TrainEvent.RunEnded run() throws CheckpointException, TrainingFailedException {
        begin();
        EndReason reason = null;
        TrainingFailedException failure = null;
        try {
            reason = train();
        } catch (TrainingFailedException e) {
            failure = e;
        } catch (RuntimeException | OutOfMemoryError | InterruptedException e) {
            failure = new TrainingFailedException("training failed at step " + (loop.step() + 1) + ": " + e, e);
        }
        Optional<String> unwritten = checkpoints.finish();
        if (loop.bestEpoch() > 0) {
            state.loadBest();
        }
        String message = (failure == null ? report.ended(reason, loop, desk.termination()) : failure.getMessage())
                + unwritten.map(what -> "; " + what).orElse("");
        desk.ended(failure == null);
        var ended = new TrainEvent.RunEnded(
                now(),
                failure == null ? reason : EndReason.FAILED,
                loop.step(),
                loop.bestEpoch(),
                loop.bestValAcc(),
                message);
        bus.publish(ended);
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    /** Frees the tensors and ends the threads. */
    @Override
    public void close() {
        checkpoints.close();
        training.close();
        validation.close();
        model.close();
        manager.close();
    }

    /** Tensors alive now: the same after every step, or memory leaks. */
    int liveTensors() {
        return manager.getManagedArrays().size();
    }

    private void begin() throws CheckpointException, TrainingFailedException {
        if (setup.resume().isEmpty()) {
            publishFirst(report.started(model.parameterCount(), torch, now()));
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
        if (loop.bestEpoch() > 0) {
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

    private EndReason train() throws TrainingFailedException, InterruptedException {
        while (loop.epoch() <= dials.epochs() && !patienceIsOut()) {
            trainEpoch();
            boolean whole = loop.batch() == stepsPerEpoch;
            if (desk.termination().isPresent()) {
                return terminate();
            }
            if (!whole) {
                if (loop.batch() == 0) {
                    return EndReason.STOPPED;
                }
                // Before the validation of a part of an epoch: resuming goes on with the epoch's next step.
                checkpoints.save(CheckpointKind.KEY, loop);
            }
            if (!validate()) {
                return terminate();
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

    /** Trains the batches of this epoch that are still to do; returns early where the run is to end. */
    private void trainEpoch() throws TrainingFailedException, InterruptedException {
        training.start(loop.epoch(), loop.batch());
        while (loop.batch() < stepsPerEpoch) {
            desk.heed(loop.step(), saver);
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

    private void publishStep(int step, TrainStep.Result result, double lr, int images, long start) {
        double seconds = (System.nanoTime() - start) / NANOS;
        bus.publish(
                new TrainEvent.Step(now(), step, loop.epoch(), result.loss(), lr, result.gradNorm(), images / seconds));
    }

    /** Validates and closes the epoch; returns false where the trainer was told to end before it was through. */
    private boolean validate() throws InterruptedException {
        bus.publish(new TrainEvent.Validating(now(), loop.epoch()));
        Evaluation evaluation = new Evaluation(model, tensors, manager);
        validation.start(loop.epoch(), 0);
        double seconds = 0;
        for (Optional<Batch> batch = validation.next(); batch.isPresent(); batch = validation.next()) {
            long start = System.nanoTime();
            evaluation.add(batch.get());
            seconds += (System.nanoTime() - start) / NANOS;
            desk.heed(loop.step(), saver);
            if (desk.termination().isPresent()) {
                return false;
            }
        }
        finishEpoch(evaluation, loop.seconds() + seconds);
        return true;
    }

    private void finishEpoch(Evaluation evaluation, double seconds) {
        LoopState done = loop;
        double valAcc = evaluation.confusion().accuracy();
        loop = done.afterEpoch(valAcc);
        boolean best = loop.badEpochs() == 0;
        if (best) {
            state.keepBest();
            checkpoints.saveBest(loop);
        }
        bus.publish(new TrainEvent.Epoch(
                now(),
                done.epoch(),
                done.step(),
                done.lossSum() / done.images(),
                (double) done.correct() / done.images(),
                evaluation.loss(),
                valAcc,
                schedule.lr(done.step()),
                done.gradNormSum() / done.batch(),
                done.gradNormMax(),
                seconds,
                best,
                loop.badEpochs()));
    }

    private boolean patienceIsOut() {
        return dials.patience() > 0 && loop.badEpochs() >= dials.patience();
    }

    private EndReason terminate() {
        checkpoints.save(CheckpointKind.SIGNAL, loop);
        return EndReason.TERMINATED;
    }

    private long now() {
        return clock.millis();
    }
}
