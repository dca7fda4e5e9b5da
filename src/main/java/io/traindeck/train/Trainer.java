package io.traindeck.train;

import io.traindeck.data.Batch;
import io.traindeck.data.BatchLoader;
import io.traindeck.event.Dial;
import io.traindeck.event.EventBus;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.model.Torch;
import io.traindeck.train.PhaseTimer.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
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
    private final int stepsPerEpoch;
    private final BatchLoader training;
    private final BatchLoader validation;
    private final Network network;
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
    private DialsInForce dials;
    private Schedule schedule;

    private EndReason train() throws TrainingFailedException, InterruptedException {
        while (loop.epoch() <= dials.dials().epochs() && !patienceIsOut(dials)) {
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
                saveEpoch();
            }
            if (desk.stopped()) {
                return EndReason.STOPPED;
            }
        }
        return patienceIsOut(dials) ? EndReason.EARLY_STOP : EndReason.COMPLETED;
    }

    private void saveEpoch() {
        if (isPeriodic()) {
            checkpoints.savePeriodic(CheckpointKind.EPOCH, loop);
        } else {
            checkpoints.save(CheckpointKind.EPOCH, loop);
        }
    }

    private boolean isPeriodic() {
        int every = dials.checkpointEvery();
        return every > 0 && loop.step() % every == 0;
    }

    /** Trains the batches of this epoch that are still to do; returns early if the run is to end. */
    private void trainEpoch() throws TrainingFailedException, InterruptedException {
        training.start(loop.epoch(), loop.batch());
        while (loop.batch() < stepsPerEpoch) {
            desk.heed(loop, checkpoints, this::turn);
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
            stepDone();
            publishStep(loop.step(), result, lr, batch.size(), start);
            checkpoints.saveDue(isPeriodic() && loop.batch() < stepsPerEpoch, loop);
            loop = loop.afterSeconds((System.nanoTime() - start) / NANOS);
            timer.ended(Phase.EVENTS);
        }
    }

    /** Validates and closes the epoch; returns false if the trainer was told to end before it was through. */
    private boolean validate() throws InterruptedException {
        bus.publish(new TrainEvent.Validating(now(), loop.epoch()));
        Evaluation evaluation = new Evaluation(
                network.with(state.validated()), dials.dials().extras().evalFlip());
        validation.start(loop.epoch(), 0);
        double seconds = 0;
        for (Optional<Batch> batch = validation.next(); batch.isPresent(); batch = validation.next()) {
            long start = System.nanoTime();
            evaluation.add(batch.get());
            seconds += (System.nanoTime() - start) / NANOS;
            desk.heed(loop, checkpoints, this::turn);
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

    private boolean patienceIsOut(DialsInForce now) {
        int patience = now.dials().patience();
        return patience > 0 && loop.best().badEpochs() >= patience;
    }

    /** A dial that was turned before this step is no longer new. */
    private void stepDone() {
        if (!dials.turnedHere().isEmpty()) {
            dials = dials.afterStep();
            checkpoints.turn(dials);
        }
    }

    private String turn(Request.Setting setting) {
        Dial dial = Dial.of(setting.dial()).orElseThrow(() -> new IllegalArgumentException(report.noDial(setting)));
        DialsInForce turned = dials.turned(dial, setting.value(), loop);
        String before = dials.text(dial);
        if (turned == dials) {
            return dial.word() + " is " + before + " already";
        }
        use(turned);
        publishTurn(dial, before);
        return dial.word() + " from " + before + " to " + dials.text(dial);
    }

    private void publishTurn(Dial dial, String before) {
        bus.publish(new TrainEvent.DialTurned(now(), loop.step(), dial.word(), before, dials.text(dial)));
    }

    /** From the next step on these dials hold. */
    private void use(DialsInForce next) {
        boolean otherImages = next.dials().augment() != dials.dials().augment();
        dials = next;
        schedule = dials.schedule();
        trainStep.turn(dials.dials(), schedule);
        checkpoints.turn(dials);
        if (otherImages) {
            training.start(setup.order(dials.dials()), loop.epoch(), loop.batch());
        }
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
        String message =
                (failure == null ? report.lastWords(reason, loop, dials, desk.termination()) : failure.getMessage())
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
            publishFirst(report.started(network, dials, now()));
            return;
        }
        TrainingSetup.Resume resume = setup.resume().get();
        Optional<Path> file = resume.checkpoint();
        DialsInForce restored = dials;
        if (file.isPresent()) {
            var checkpoint = CheckpointReader.restore(file.get(), state, setup.fingerprint(), dials);
            loop = checkpoint.loop();
            restored = checkpoint.dials();
        }
        DialsInForce changed = changed(restored, resume.changes());
        if (loop.epoch() > changed.dials().epochs() || patienceIsOut(changed)) {
            throw CheckpointException.nothingLeft(setup.run(), patienceIsOut(changed), loop.step());
        }
        use(changed);
        if (file.isPresent()) {
            checkpoints.goOnFrom(file.get(), loop, changed != restored);
        }
        publishFirst(beginning(resume, file));
        dials.turnedHere().forEach(this::publishTurn);
        if (loop.best().exists()) {
            // An early stop after this checkpoint may have put weights there that are no part of the history now.
            checkpoints.saveBest(loop);
        }
    }

    private TrainEvent beginning(TrainingSetup.Resume resume, Optional<Path> file) {
        if (resume.parent() != null) {
            return report.branched(network, dials, now(), new TrainEvent.Parent(resume.parent(), loop.step()));
        }
        String name = file.map(CheckpointKeeper::nameInRun).orElse("");
        return new TrainEvent.RunResumed(now(), loop.step(), loop.epoch(), name);
    }

    /** Turns the dials that are to be turned before the first step. */
    private DialsInForce changed(DialsInForce from, Map<Dial, String> changes) throws CheckpointException {
        DialsInForce to = from;
        try {
            for (Map.Entry<Dial, String> change : changes.entrySet()) {
                to = to.turned(change.getKey(), change.getValue(), loop);
            }
            if (patienceIsOut(to)
                    && to.dials().epochs() > from.dials().epochs()
                    && !changes.containsKey(Dial.PATIENCE)) {
                // Who wants more epochs after an early stop wants to be as patient once more.
                int more = loop.best().badEpochs() + to.dials().patience();
                to = to.turned(Dial.PATIENCE, String.valueOf(more), loop);
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(e.getMessage());
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

    /** How many checkpoints fit on the disk of this run; empty if the disk does not tell. */
    public Optional<CheckpointRoom> checkpointRoom() {
        try {
            return Optional.of(CheckpointRoom.of(setup.checkpoints(), state, setup.keep()));
        } catch (IOException e) {
            return Optional.empty();
        }
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
        DialsInForce start = DialsInForce.atStart(setup);
        Optimizer optimizer = Optimizer.of(network.model().parameters(), dials, network.manager());
        var average = WeightAverage.of(network.model(), dials.extras().ema(), network.manager());
        TrainStep trainStep = new TrainStep(network, optimizer, average, start.schedule(), dials, timer);
        TrainingState state = new TrainingState(network.model(), optimizer, average, network.manager());
        var writer = new CheckpointWriter(
                setup.checkpoints(), setup.keep(), setup.fingerprint(), syncLog::getAsBoolean, network.manager());
        var checkpoints = new CheckpointKeeper(writer, state, start, bus, clock);
        var desk = new ControlDesk(controls, bus, clock);
        return new Trainer(setup, network, start, trainStep, state, checkpoints, desk, bus, syncLog, clock, timer);
    }

    private Trainer(
            TrainingSetup setup,
            Network network,
            DialsInForce dials,
            TrainStep trainStep,
            TrainingState state,
            CheckpointKeeper checkpoints,
            ControlDesk desk,
            EventBus bus,
            BooleanSupplier syncLog,
            InstantSource clock,
            PhaseTimer timer) {
        this.setup = setup;
        this.dials = dials;
        stepsPerEpoch = setup.stepsPerEpoch();
        training = new BatchLoader(setup.data().train(), dials.dials().batchSize(), setup.order(dials.dials()));
        validation = Evaluation.batches(setup.data());
        this.network = network;
        schedule = dials.schedule();
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
