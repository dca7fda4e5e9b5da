package io.traindeck.listen;

import ai.djl.training.Trainer;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListener;
import io.traindeck.event.Command;
import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.RunException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives the {@link Trainer} of any program that uses Deep Java Library a run folder: it can be watched, replayed and
 * compared like any other run, and paused, saved and stopped by keys.
 *
 * <pre>{@code
 * var listener = new TraindeckListener(Path.of("runs"), "mlp", 10);
 * var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
 *         .addEvaluator(new Accuracy())
 *         .addTrainingListeners(TrainingListener.Defaults.basic())
 *         .addTrainingListeners(listener);
 * try (Trainer trainer = model.newTrainer(config)) {
 *     trainer.initialize(new Shape(1, 2));
 *     EasyTrain.fit(trainer, 10, training, validation);
 * } catch (EarlyStoppedException e) {
 *     // Somebody has stopped the run.
 * }
 * }</pre>
 *
 * <p>Commands are obeyed between two batches, of a validation too. {@code checkpoint} writes the parameters as
 * safetensors. {@code stop} lets the current batch finish, and then throws {@link EarlyStoppedException} out of the
 * loop, as the listener of Deep Java Library for early stopping does; a loop that asks {@link #isStopping} after each
 * batch ends before that. {@code park} is obeyed if the program says with {@link #parking} that it can go on from saved
 * parameters: they are saved, and the run is stopped, and ends parked. The state of the optimizer cannot be saved here,
 * so a run that goes on from there is not exactly the same as one that was never parked.
 *
 * <p>{@code traindeck resume} starts the program again. It then finds in {@link #resume} the file that was saved, loads
 * it, and trains the epochs that are left after {@link #epochsDone}: steps and epochs count on, and what was logged
 * before stays. An epoch in which the file was saved is done again from its beginning.
 *
 * <pre>{@code
 * Optional<Path> saved = listener.resume();
 * if (saved.isPresent()) {
 *     try (InputStream in = Files.newInputStream(saved.get())) {
 *         for (NDArray array : NDList.decode(model.getNDManager(), in)) {
 *             model.getBlock().getParameters().get(array.getName()).setArray(array);
 *         }
 *     }
 * }
 * ...
 * EasyTrain.fit(trainer, 10 - listener.epochsDone(), training, validation);
 * }</pre>
 *
 * <p>One listener is for one trainer, and ends the run when the trainer is closed. A program that is ended by HUP, INT or
 * TERM before that has a run that is terminated, and one that ends otherwise a run that has failed, unless its epochs are
 * done. Except for the stop, the listener never throws into the training: a disk that is full costs the log, and nothing
 * else.
 */
public final class TraindeckListener implements TrainingListener {
    private static final double NANOS = 1e9;

    private final Map<String, String> environment;
    private final int epochs;
    private final CommandDesk desk;
    private final ListenedRun run;
    private final KeptParameters kept;
    private final ProgramExit exit;
    private final Object endOnce = new Object();

    private Evaluations evaluations;
    private volatile boolean begun;
    private boolean ended;
    private boolean stopping;
    private boolean troubled;
    private boolean validating;
    private volatile Progress progress = Progress.NONE;
    private Optional<SavedStart> resumed = Optional.empty();
    private long epochStart = System.nanoTime();
    private long batchStart = System.nanoTime();

    /**
     * Makes the folder of the run; if there is one of that name, {@code NAME-2} and so on. A program that {@code
     * traindeck run} has started has its run folder already.
     *
     * @param runs the folder of runs, which is made if it is missing
     * @param epochs the planned number of epochs, those of earlier sessions included; 0 if unknown. A trainer that is
     *     closed before the last one counts as failed
     * @throws RunException if the folder cannot be made
     */
    public TraindeckListener(Path runs, String name, int epochs) throws RunException {
        this(System.getenv(), runs, name, epochs);
    }

    /** @param environment the environment of this process */
    TraindeckListener(Map<String, String> environment, Path runs, String name, int epochs) throws RunException {
        this.environment = environment;
        this.epochs = epochs;
        desk = new CommandDesk(this::publish);
        run = ListenedRun.of(environment, runs, name, desk::take, desk::obeys);
        kept = new KeptParameters(run.folder(), this::publish);
        exit = new ProgramExit(this::programEnds);
    }

    /** The run folder. */
    public Path folder() {
        return run.folder().path();
    }

    /**
     * Lets the run be parked too: for a program that can go on from the parameters that are saved then. Call this
     * before the training begins.
     *
     * @return this listener
     */
    public TraindeckListener parking() {
        desk.parks();
        return this;
    }

    /**
     * Returns the file of parameters that this run is to go on from; empty if it begins anew. A program that asks must
     * load it: from then on steps and epochs count on from where the file was saved, and the log says so. Ask before the
     * training begins. A run whose program does not ask begins anew at its first step.
     *
     * <p>The file is one that this listener has saved, or the one of {@code traindeck resume --from}. If that does not
     * say at which step it was saved, steps and epochs begin anew all the same.
     */
    public Optional<Path> resume() {
        if (resumed.isEmpty() && !begun) {
            resumed = SavedStart.of(environment);
            resumed.ifPresent(start -> progress = start.progress());
        }
        return resumed.map(SavedStart::file);
    }

    /** The epochs that are over, those of earlier sessions included if the program has asked for {@link #resume}. */
    public int epochsDone() {
        return progress.epochs();
    }

    /** Whether somebody has told the run to stop or to park. A loop that ends then need not expect the exception. */
    public boolean isStopping() {
        return desk.end().isPresent();
    }

    /** Whether somebody has told the run to park; its parameters are saved then. */
    public boolean isParking() {
        return desk.end().filter(Command.PARK::equals).isPresent();
    }

    @Override
    public void onTrainingBegin(Trainer trainer) {
        guarded(() -> evaluations = new Evaluations(trainer));
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batch) {
        if (stopping) {
            throw stopped();
        }
        guarded(() -> {
            begin(trainer);
            Progress now = progress.afterStep();
            Map<String, Double> values = new LinkedHashMap<>(evaluations.trained(batch));
            long nanos = System.nanoTime() - batchStart;
            values.put("examples_per_s", batch.getBatch().getSize() * NANOS / Math.max(1, nanos));
            publish(now, new Measured(
                    System.currentTimeMillis(),
                    Measured.Kind.STEP,
                    now.step(),
                    epoch(),
                    null,
                    Evaluations.of(values)));
            // DJL updates the parameters when its listeners have had the batch.
            heed(trainer, new Progress(progress.step() - 1, progress.epochs(), progress.best()));
        });
    }

    @Override
    public void onValidationBatch(Trainer trainer, BatchData batch) {
        guarded(() -> {
            begin(trainer);
            if (!validating) {
                validating = true;
                publish(new TrainEvent.Validating(System.currentTimeMillis(), epoch()));
            }
            evaluations.validated(batch);
            heed(trainer, progress);
        });
    }

    /** @param saved what the parameters have gone through */
    private void heed(Trainer trainer, Progress saved) {
        desk.heed(progress.step(), () -> kept.save(trainer, saved, epoch()));
        stopping = isStopping();
        batchStart = System.nanoTime();
    }

    @Override
    public void onEpoch(Trainer trainer) {
        guarded(() -> {
            begin(trainer);
            validating = false;
            Map<String, Double> values = evaluations.epoch();
            String metric = values.containsKey("val_" + Evaluations.LOSS) ? "val_loss" : "train_loss";
            Progress now = progress.afterEpoch(metric, values.get(metric));
            values.put("seconds", (System.nanoTime() - epochStart) / NANOS);
            epochStart = System.nanoTime();
            batchStart = epochStart;
            publish(now, new Measured(
                    System.currentTimeMillis(),
                    Measured.Kind.EPOCH,
                    now.step(),
                    now.epochs(),
                    now.isBestNow(),
                    Evaluations.of(values)));
        });
        if (stopping) {
            throw stopped();
        }
    }

    /** The epoch that is under way, or comes next. */
    private int epoch() {
        return progress.epochs() + 1;
    }

    @Override
    public void onTrainingEnd(Trainer trainer) {
        guarded(() -> begin(trainer));
        end(ending -> Optional.of(ending.closed()));
    }

    /**
     * Ends the run of a program that ends before its trainer is closed.
     *
     * @param signal the signal that ends it, such as {@code TERM}; empty if none does
     */
    void programEnds(Optional<String> signal) {
        begin(Map.of());
        end(ending -> signal.isPresent() || ending.isCertain() || !run.isSupervised()
                ? Optional.of(ending.left(signal))
                : Optional.empty());
    }

    /** Ends the run, once; another thread that ends it too waits until that is done. */
    private void end(Function<Ending, Optional<TrainEvent.RunEnded>> words) {
        synchronized (endOnce) {
            if (!ended) {
                ended = true;
                exit.forget();
                run.end(desk::ended, () -> words.apply(new Ending(progress, epochs, desk.end())));
            }
        }
    }

    private EarlyStoppedException stopped() {
        return new EarlyStoppedException(
                progress.epochs(), "the run " + run.folder().name() + " was told to " + (isParking() ? "park" : "stop"));
    }

    /** Writes the beginning of the log, once: the parameters are not there before. */
    private void begin(Trainer trainer) {
        if (!begun) {
            begin(TrainerFacts.of(trainer));
        }
    }

    private void begin(Map<String, String> facts) {
        synchronized (run) {
            if (!begun) {
                begun = true;
                Description about = new Description(Plan.of(0, epochs, 0), null, desk.obeyed(), facts);
                publish(new TrainEvent.RunStarted(
                        System.currentTimeMillis(), run.folder().name(), about, null));
                resumed.ifPresent(start -> start.tell(run.folder(), this::publish));
            }
        }
    }

    /** Logs how far the training has come, in one with it: the last line of the log names the last step there is. */
    private void publish(Progress now, TrainEvent event) {
        synchronized (run) {
            progress = now;
            publish(event);
        }
    }

    private void publish(TrainEvent event) {
        run.publish(event);
    }

    /** Runs {@code work}; a failure is reported once in the log, and does not end somebody's training. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!troubled) {
                troubled = true;
                publish(new TrainEvent.Warning(
                        System.currentTimeMillis(),
                        "listener_failed",
                        "what is measured may be missing from the log: " + e,
                        progress.step()));
            }
        }
    }
}
